package dev.weir.policy.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ChunkRestorerTest {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final PlaceholderVault VAULT =
            PlaceholderVault.ofPlaceholders(Map.of("[EMAIL_7F3K9Q]", "ann@example.com", "[SECRET_ABCDEF]", "p\"w"));

    private final ChunkRestorer restorer = new ChunkRestorer(VAULT, TextForm.PLAIN);

    @Test
    void accept_contentCutAnywhere_joinedContentRestored() {
        String text = "to [EMAIL_7F3K9Q] and [EMAIL_7F";
        for (int cut = 0; cut <= text.length(); cut++) {
            var own = new ChunkRestorer(VAULT, TextForm.PLAIN);
            var out = new ArrayList<ObjectNode>();
            out.addAll(own.accept(delta("{\"role\":\"assistant\",\"content\":\"\"}", null)));
            out.addAll(own.accept(delta("{\"content\":\"" + text.substring(0, cut) + "\"}", null)));
            out.addAll(own.accept(delta("{\"content\":\"" + text.substring(cut) + "\"}", null)));
            out.addAll(own.accept(delta("{}", "stop")));
            out.addAll(own.finish());

            assertThat(joined(out, "/choices/0/delta/content")).isEqualTo("to ann@example.com and [EMAIL_7F");
            assertThat(out.getLast().at("/choices/0/finish_reason").stringValue())
                    .isEqualTo("stop");
            assertThat(out)
                    .allSatisfy(
                            chunk -> assertThat(chunk.path("id").stringValue()).isEqualTo("c1"));
            assertThat(out.getFirst().at("/choices/0/delta/role").stringValue()).isEqualTo("assistant");
        }
    }

    @Test
    void accept_toolCallsInterleaved_eachRestoredAndEscaped() {
        var out = new ArrayList<ObjectNode>();
        out.addAll(restorer.accept(call(0, "{\\\"to\\\":\\\"[EMAIL_")));
        out.addAll(restorer.accept(call(0, "7F3K9Q]\\\",\\\"x\\\":\\\"[SECRET_")));
        out.addAll(restorer.accept(call(0, "ABCDEF]\\\"}")));
        out.addAll(restorer.accept(call(1, "{\\\"l\\\":[\\\"[EMAIL_7F3K9Q]\\\"")));
        out.addAll(restorer.accept(call(1, "]}")));
        out.addAll(restorer.accept(delta("{}", "tool_calls")));

        assertThat(JSON.readTree(arguments(out, 0)))
                .isEqualTo(JSON.readTree("{\"to\":\"ann@example.com\",\"x\":\"p\\\"w\"}"));
        assertThat(JSON.readTree(arguments(out, 1))).isEqualTo(JSON.readTree("{\"l\":[\"ann@example.com\"]}"));
    }

    @Test
    void accept_fieldChanges_heldTextComesFirst() {
        restorer.accept(delta("{\"content\":\"see [EMAIL\"}", null));

        List<ObjectNode> out = restorer.accept(call(0, "{}"));

        assertThat(out).hasSize(2);
        assertThat(out.getFirst().at("/choices/0/delta/content").stringValue()).isEqualTo("[EMAIL");
        assertThat(out.getFirst().at("/choices/0/finish_reason").isNull()).isTrue();
        assertThat(out.getLast()
                        .at("/choices/0/delta/tool_calls/0/function/arguments")
                        .stringValue())
                .isEqualTo("{}");
    }

    @Test
    void accept_severalChoices_keptApart() {
        var out = new ArrayList<ObjectNode>();
        out.addAll(restorer.accept(choices("[EMAIL_7F", "plain [EMAIL_7")));
        out.addAll(restorer.accept(choices("3K9Q] one", "F3K9Q] two")));

        assertThat(joined(out, "/choices/0/delta/content")).isEqualTo("ann@example.com one");
        assertThat(joined(out, "/choices/1/delta/content")).isEqualTo("plain ann@example.com two");
    }

    @Test
    void accept_chunkWithoutChoices_passedOnAsItIs() {
        ObjectNode usage = (ObjectNode) JSON.readTree("{\"id\":\"c1\",\"choices\":[],\"usage\":{\"total_tokens\":3}}");

        assertThat(restorer.accept(usage)).isEqualTo(List.of(usage));
    }

    @Test
    void accept_logprobs_tokensSpellTheRestoredText() {
        var out = new ArrayList<ObjectNode>();
        for (String piece : List.of("to ", "[EM", "AIL_7F3K9Q", "]", " ok [EMAIL")) {
            ObjectNode chunk = delta("{\"content\":\"" + piece + "\"}", null);
            ((ObjectNode) chunk.at("/choices/0"))
                    .set(
                            "logprobs",
                            JSON.readTree("{\"content\":[{\"token\":\"" + piece
                                    + "\",\"logprob\":-0.5,\"bytes\":[1],\"top_logprobs\":[]}],\"refusal\":null}"));
            out.addAll(restorer.accept(chunk));
        }
        out.addAll(restorer.accept(delta("{}", "stop")));

        var tokens = new StringBuilder();
        for (ObjectNode chunk : out) {
            for (JsonNode token : chunk.at("/choices/0/logprobs/content")) {
                String text = token.path("token").stringValue();
                tokens.append(text);
                assertThat(text.startsWith("to") || token.path("bytes").size() == text.length())
                        .isTrue();
            }
        }
        assertThat(tokens)
                .hasToString(joined(out, "/choices/0/delta/content"))
                .hasToString("to ann@example.com ok [EMAIL");
    }

    @Test
    void accept_annotationsRefusalAndTranscript_restoredAndMoved() {
        var out = new ArrayList<ObjectNode>();
        out.addAll(restorer.accept(delta("{\"content\":\"😀 [EMAIL_7F3K9Q] see here\"}", null)));
        out.addAll(restorer.accept(delta("""
                {"annotations":[{"type":"url_citation","url_citation":{"start_index":17,"end_index":20,
                "url":"https://x.example/[EMAIL_7F3K9Q]","title":"t"}}]}""", null)));
        out.addAll(restorer.accept(delta("{\"refusal\":\"not [email_7f3k9q]\"}", null)));
        out.addAll(restorer.accept(delta("{\"audio\":{\"transcript\":\"hi [EMAIL_7F\"}}", null)));
        out.addAll(restorer.accept(delta("{\"audio\":{\"transcript\":\"3K9Q]\"}}", null)));
        out.addAll(restorer.accept(delta("{}", "stop")));

        assertThat(joined(out, "/choices/0/delta/refusal")).isEqualTo("not ann@example.com");
        assertThat(joined(out, "/choices/0/delta/audio/transcript")).isEqualTo("hi ann@example.com");
        JsonNode citation = out.get(1).at("/choices/0/delta/annotations/0/url_citation");
        String content = joined(out, "/choices/0/delta/content");
        assertThat(content.substring(
                        content.offsetByCodePoints(
                                0, citation.path("start_index").intValue()),
                        content.offsetByCodePoints(0, citation.path("end_index").intValue())))
                .isEqualTo("see");
        assertThat(citation.path("url").stringValue()).isEqualTo("https://x.example/ann@example.com");
    }

    @Test
    void restore_wholeAnswer_likeTheStreamedOne() {
        ObjectNode answer = (ObjectNode) JSON.readTree("""
                {"id":"c1","choices":[{"index":0,"message":{"role":"assistant","content":"a [EMAIL_7F3K9Q] see",
                "annotations":[{"url_citation":{"start_index":17,"end_index":20}}],"refusal":null,
                "tool_calls":[{"function":{"name":"f","arguments":"{\\"x\\":\\"[SECRET_ABCDEF]\\"}"}}]},
                "logprobs":{"content":[{"token":"a ["},{"token":"EMAIL_7F3K9Q]"},{"token":" see"}]}}]}""");

        JsonNode choice = new Restorer(VAULT).restore(answer).at("/choices/0");

        assertThat(choice.at("/message/content").stringValue()).isEqualTo("a ann@example.com see");
        assertThat(choice.at("/message/annotations/0/url_citation/start_index").intValue())
                .isEqualTo(18);
        assertThat(choice.at("/logprobs/content").toString())
                .isEqualTo("[{\"token\":\"a \"},{\"token\":\"ann@example.com\"},{\"token\":\" see\"}]");
        assertThat(JSON.readTree(choice.at("/message/tool_calls/0/function/arguments")
                                .stringValue())
                        .path("x")
                        .stringValue())
                .isEqualTo("p\"w");
    }

    @Test
    void finish_providerBrokeOff_heldTextNotLost() {
        restorer.accept(delta("{\"content\":\"see [EMAIL\"}", null));

        assertThat(joined(restorer.finish(), "/choices/0/delta/content")).isEqualTo("[EMAIL");
        assertThat(restorer.finish()).isEmpty();
    }

    private static ObjectNode delta(String delta, @Nullable String finishReason) {
        ObjectNode chunk = (ObjectNode) JSON.readTree("""
                {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0}]}""");
        ObjectNode choice = (ObjectNode) chunk.at("/choices/0");
        choice.set("delta", JSON.readTree(delta));
        choice.put("finish_reason", finishReason);
        return chunk;
    }

    private static ObjectNode call(int index, String escapedArguments) {
        return delta(
                "{\"tool_calls\":[{\"index\":" + index + ",\"function\":{\"arguments\":\"" + escapedArguments
                        + "\"}}]}",
                null);
    }

    private static ObjectNode choices(String first, String second) {
        ObjectNode chunk = JSON.createObjectNode().put("id", "c1");
        var choices = chunk.putArray("choices");
        choices.addObject().put("index", 0).putObject("delta").put("content", first);
        choices.addObject().put("index", 1).putObject("delta").put("content", second);
        return chunk;
    }

    private static String joined(List<ObjectNode> chunks, String pointer) {
        var text = new StringBuilder();
        chunks.forEach(chunk -> text.append(chunk.at(pointer).asString("")));
        return text.toString();
    }

    private static String arguments(List<ObjectNode> chunks, int index) {
        var text = new StringBuilder();
        for (ObjectNode chunk : chunks) {
            for (JsonNode call : chunk.at("/choices/0/delta/tool_calls")) {
                if (call.path("index").intValue() == index) {
                    text.append(call.at("/function/arguments").asString(""));
                }
            }
        }
        return text.toString();
    }
}
