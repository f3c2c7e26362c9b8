package dev.weir.policy.outbound;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The shapes in which requests carry text, each with a canary in one place. */
final class Shapes {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private Shapes() {}

    /** Every shape by its name, the canary planted. */
    static Map<String, ObjectNode> with(String canary) {
        String arguments = JSON.writeValueAsString(Map.of("note", "use " + canary));
        var shapes = new LinkedHashMap<String, String>();
        shapes.put("user text", chat("{'role':'user','content':%s}"));
        shapes.put("user text, streamed", chat("{'role':'user','content':%s}").replace("'m'", "'m','stream':true"));
        shapes.put("content part", chat("{'role':'user','content':[{'type':'text','text':%s}]}"));
        shapes.put("tool result", chat("{'role':'tool','tool_call_id':'c','content':%s}"));
        shapes.put("completions prompt", "{'model':'m','prompt':%s}");
        shapes.put("earlier user turn", chat("{'role':'user','content':%s},{'role':'user','content':'go on'}"));
        shapes.put("system", chat("{'role':'system','content':%s},{'role':'user','content':'hi'}"));
        shapes.put("assistant history", chat("{'role':'assistant','content':%s},{'role':'user','content':'hi'}"));
        shapes.put("tool call arguments", chat(toolCall("%a")));
        shapes.put("escaped arguments", chat(toolCall("%u")));
        shapes.put("tool description", tools("'description':%s"));
        shapes.put("schema", tools("'parameters':{'type':'object','properties':{'x':{'enum':[%s]}}}"));
        shapes.put("user field", "{'model':'m','user':%s,'messages':[]}");
        shapes.put("metadata", "{'model':'m','metadata':{'who':%s},'messages':[]}");
        shapes.put("metadata key", "{'model':'m','metadata':{%s:'x'},'messages':[]}");
        shapes.put(
                "json_schema",
                "{'model':'m','response_format':{'type':'json_schema','json_schema':{'description':%s}}}");
        shapes.put("responses input", "{'model':'m','input':%s}");
        shapes.put("responses instructions", "{'model':'m','instructions':%s,'input':'hi'}");
        shapes.put(
                "responses item",
                "{'model':'m','input':[{'role':'user','content':[{'type':'input_text','text':%s}]}]}");
        shapes.put("responses call", "{'model':'m','input':[{'type':'function_call','name':'f','arguments':%a}]}");
        shapes.put("responses output", "{'model':'m','input':[{'type':'function_call_output','output':%s}]}");
        shapes.put("embeddings", "{'model':'m','input':['first',%s]}");
        shapes.put(
                "split parts", chat("{'role':'user','content':[{'type':'text','text':%1},{'type':'text','text':%2}]}"));

        var planted = new LinkedHashMap<String, ObjectNode>();
        shapes.forEach((name, shape) -> planted.put(name, plant(shape, canary, arguments)));
        return planted;
    }

    private static ObjectNode plant(String shape, String canary, String arguments) {
        int half = canary.length() / 2;
        String json = shape.replace('\'', '"')
                .replace("%s", quoted("keep " + canary + " safe"))
                .replace("%a", quoted(arguments))
                .replace("%u", quoted(hidden(arguments)))
                .replace("%1", quoted("keep " + canary.substring(0, half)))
                .replace("%2", quoted(canary.substring(half) + " safe"));
        return (ObjectNode) JSON.readTree(json);
    }

    /** Signs that recognisers look for, written as JSON escapes inside the arguments. */
    private static String hidden(String arguments) {
        return arguments
                .replace("@", "\\u0040")
                .replace("4", "\\u0034")
                .replace("A", "\\u0041")
                .replace("e", "\\u0065");
    }

    private static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    private static String chat(String messages) {
        return "{'model':'m','messages':[" + messages + "]}";
    }

    private static String toolCall(String arguments) {
        return "{'role':'assistant','tool_calls':[{'id':'c','type':'function','function':{'name':'f','arguments':"
                + arguments + "}}]}";
    }

    private static String tools(String member) {
        return "{'model':'m','messages':[],'tools':[{'type':'function','function':{'name':'f'," + member + "}}]}";
    }
}
