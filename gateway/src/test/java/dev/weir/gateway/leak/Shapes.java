package dev.weir.gateway.leak;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The shapes in which other gateways were seen to leak, 14 of 19 of the first, and some more of their kind. */
final class Shapes {

    private static final String TEXT = "'keep " + Shape.MARK + " safe'";
    private static final String ARGUMENTS = "'{\\\"note\\\":\\\"use " + Shape.IN_JSON + "\\\"}'";
    private static final String ESCAPED = "'{\\\"note\\\":\\\"use " + Shape.ESCAPED + "\\\"}'";
    private static final String ASK = "{'role':'user','content':'Compare these.'}";
    private static final String RESULT = ",{'role':'tool','tool_call_id':'c','content':";

    private final Map<String, Shape> shapes = new LinkedHashMap<>();

    private Shapes() {}

    /** Every shape by its name. */
    static Map<String, Shape> ofPeers() {
        Shapes all = new Shapes();
        all.chat();
        all.responses();
        all.others();
        return all.shapes;
    }

    private void chat() {
        messages("user text", "{'role':'user','content':" + TEXT + "}");
        put(
                "user text, streamed",
                "{'model':'auto','stream':true,'messages':[{'role':'user','content':" + TEXT + "}]}");
        messages("content part", "{'role':'user','content':[{'type':'text','text':" + TEXT + "}]}");
        messages("tool result", ASK + "," + call("'{}'") + RESULT + TEXT + "}");
        messages("tool result part", ASK + "," + call("'{}'") + RESULT + "[{'type':'text','text':" + TEXT + "}]}");
        messages(
                "earlier user turn",
                "{'role':'user','content':" + TEXT + "},{'role':'assistant','content':'?'}," + ASK);
        messages("system", "{'role':'system','content':" + TEXT + "}," + ASK);
        messages("developer", "{'role':'developer','content':" + TEXT + "}," + ASK);
        messages("assistant history", ASK + ",{'role':'assistant','content':" + TEXT + "}," + ASK);
        messages("refusal in history", ASK + ",{'role':'assistant','refusal':" + TEXT + "}," + ASK);
        messages("name of an author", "{'role':'user','name':" + TEXT + ",'content':'hi'}");
        messages("tool call arguments", ASK + "," + call(ARGUMENTS) + RESULT + "'ok'}");
        messages("escaped arguments", ASK + "," + call(ESCAPED) + RESULT + "'ok'}");
        messages(
                "split over parts",
                "{'role':'user','content':[{'type':'text','text':'keep " + Shape.FIRST_HALF
                        + "'},{'type':'text','text':'" + Shape.SECOND_HALF + " safe'}]}");
        asked("tool description", "'tools':[" + tool("'description':" + TEXT) + "]");
        asked("tool name", "'tools':[{'type':'function','function':{'name':" + TEXT + "}}]");
        asked(
                "schema",
                "'tools':[" + tool("'parameters':{'type':'object','properties':{'x':{'enum':[" + TEXT + "]}}}") + "]");
        asked("user field", "'user':" + TEXT);
        asked("safety identifier", "'safety_identifier':" + TEXT);
        asked("metadata", "'metadata':{'who':" + TEXT + "}");
        asked("metadata key", "'metadata':{" + TEXT + ":'x'}");
        asked("stop", "'stop':['END'," + TEXT + "]");
        asked("prediction", "'prediction':{'type':'content','content':" + TEXT + "}");
        asked("unknown field", "'x_trace':{'deep':[[{'er':" + TEXT + "}]]}");
        asked("unknown key", "'x_trace':{" + TEXT + ":1}");
        asked(
                "json_schema",
                "'response_format':{'type':'json_schema','json_schema':{'name':'n','description':" + TEXT
                        + ",'schema':{}}}");
    }

    private void responses() {
        put("responses input", "{'model':'m','input':" + TEXT + "}");
        put("responses instructions", "{'model':'m','instructions':" + TEXT + ",'input':'hi'}");
        put(
                "responses item",
                "{'model':'m','input':[{'role':'user','content':[{'type':'input_text','text':" + TEXT + "}]}]}");
        put(
                "responses call",
                "{'model':'m','input':[{'type':'function_call','name':'f','arguments':" + ARGUMENTS + "}]}");
        put(
                "responses escaped call",
                "{'model':'m','input':[{'type':'function_call','name':'f','arguments':" + ESCAPED + "}]}");
        put("responses output", "{'model':'m','input':[{'type':'function_call_output','output':" + TEXT + "}]}");
        put(
                "responses tool",
                "{'model':'m','input':'hi','tools':[{'type':'function','name':'f','description':" + TEXT + "}]}");
        put("responses metadata", "{'model':'m','input':'hi','metadata':{'who':" + TEXT + "}}");
        put("responses user", "{'model':'m','input':'hi','user':" + TEXT + "}");
        put(
                "responses format",
                "{'model':'m','input':'hi','text':{'format':{'type':'json_schema','description':" + TEXT + "}}}");
        put("responses variables", "{'model':'m','prompt':{'id':'p','variables':{'who':" + TEXT + "}}}");
    }

    private void others() {
        put("completions prompt", "{'model':'m','prompt':" + TEXT + "}");
        put("completions prompts", "{'model':'m','prompt':['hi'," + TEXT + "]}");
        put("completions suffix", "{'model':'m','prompt':'hi','suffix':" + TEXT + "}");
        put("embeddings", "{'model':'m','input':" + TEXT + "}");
        put("embeddings of several", "{'model':'m','input':['first'," + TEXT + "]}");
        put("embeddings user", "{'model':'m','input':'hi','user':" + TEXT + "}");
    }

    private void messages(String name, String messages) {
        put(name, "{'model':'auto','messages':[" + messages + "]}");
    }

    private void asked(String name, String member) {
        put(name, "{'model':'auto','messages':[" + ASK + "]," + member + "}");
    }

    private void put(String name, String json) {
        shapes.put(name, new Shape(name, (ObjectNode) JsonMapper.shared().readTree(json.replace('\'', '"'))));
    }

    private static String call(String arguments) {
        return "{'role':'assistant','tool_calls':[{'id':'c','type':'function','function':{'name':'f','arguments':"
                + arguments + "}}]}";
    }

    private static String tool(String member) {
        return "{'type':'function','function':{'name':'f'," + member + "}}";
    }
}
