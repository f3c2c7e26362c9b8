package dev.weir.policy.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.answer.AnswerFindings.Looked;
import dev.weir.policy.pseudonym.TextForm;
import dev.weir.policy.rules.AnswerAction;
import dev.weir.policy.rules.AnswerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class ChunkGuardTest {

    private static final String PROSE = "The weather was fine, and the boats lay still on the water of the lake. ";
    private static final String TEXT = PROSE.repeat(3)
            + "Please write to mia.novak@acme.test or pay with 4111 1111 1111 1111 today. " + PROSE.repeat(4)
            + "Or ring +44 20 7946 0958 before noon.\n" + PROSE.repeat(2);
    private static final String MASKED = TEXT.replace("mia.novak@acme.test", "[EMAIL]")
            .replace("4111 1111 1111 1111", "[CREDIT_CARD]")
            .replace("+44 20 7946 0958", "[PHONE]");

    /** Content in pieces of this size, a role before them and a finish reason behind. */
    private static List<ObjectNode> stream(String text, int size, Function<String, ObjectNode> piece) {
        List<ObjectNode> chunks = new ArrayList<>();
        chunks.add(Answers.json("{'id': 'c1', 'choices': [{'index': 0, 'delta': {'role': 'assistant'}}]}"));
        for (int at = 0; at < text.length(); at += size) {
            chunks.add(piece.apply(text.substring(at, Math.min(text.length(), at + size))));
        }
        chunks.add(Answers.json("{'id': 'c1', 'choices': [{'index': 0, 'delta': {}, 'finish_reason': 'stop'}]}"));
        chunks.add(Answers.json("{'id': 'c1', 'choices': [], 'usage': {'completion_tokens': 3}}"));
        return chunks;
    }

    private static ObjectNode content(String text) {
        ObjectNode chunk = Answers.json("{'id': 'c1', 'choices': [{'index': 0, 'logprobs': {'content': []}}]}");
        ((ObjectNode) chunk.at("/choices/0")).putObject("delta").put("content", text);
        return chunk;
    }

    private static ObjectNode arguments(String text) {
        ObjectNode chunk = Answers.json(
                "{'id': 'c1', 'choices': [{'index': 0, 'delta': {'tool_calls': [{'index': 0, 'function': {}}]}}]}");
        ((ObjectNode) chunk.at("/choices/0/delta/tool_calls/0/function")).put("arguments", text);
        return chunk;
    }

    private static ChunkGuard guard(AnswerSettings settings) {
        return new ChunkGuard(Answers.inspector(settings), Answers.NOTHING_SAID, TextForm.PLAIN);
    }

    private static List<ObjectNode> passed(ChunkGuard guard, List<ObjectNode> chunks) {
        List<ObjectNode> passed = new ArrayList<>();
        chunks.forEach(chunk -> passed.addAll(guard.accept(chunk)));
        passed.addAll(guard.finish());
        return passed;
    }

    private static String joined(List<ObjectNode> chunks, String pointer) {
        StringBuilder joined = new StringBuilder();
        chunks.forEach(chunk -> joined.append(chunk.at(pointer).asString("")));
        return joined.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 13, 40, 111, 5000})
    void mask_howeverTheStreamIsCut_sameTextInTheSameChunks(int size) {
        ChunkGuard guard = guard(Answers.MASK);
        List<ObjectNode> chunks = stream(TEXT, size, ChunkGuardTest::content);
        int count = chunks.size();

        List<ObjectNode> passed = passed(guard, chunks);

        assertThat(joined(passed, "/choices/0/delta/content")).isEqualTo(MASKED);
        assertThat(passed).hasSize(count);
        assertThat(passed.getFirst().at("/choices/0/delta/role").asString()).isEqualTo("assistant");
        assertThat(passed.getLast().at("/usage/completion_tokens").asInt()).isEqualTo(3);
        assertThat(guard.found())
                .isEqualTo(new AnswerFindings(
                        Looked.WHOLE, Map.of("CREDIT_CARD", 1, "EMAIL", 1, "PHONE", 1), AnswerAction.MASK));
    }

    /** What policy wants withheld never leaves, not in part either. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 17, 300, 5000})
    void block_howeverTheStreamIsCut_endsBeforeTheSecret(int size) {
        ChunkGuard guard = guard(Answers.BLOCK_SECRETS);
        String text = PROSE.repeat(5) + "It opens with " + Answers.KEY + " they say. " + PROSE.repeat(5);

        List<ObjectNode> passed = passed(guard, stream(text, size, ChunkGuardTest::content));

        assertThat(guard.isWithheld()).isTrue();
        assertThat(joined(passed, "/choices/0/delta/content")).doesNotContain("AKIA");
        assertThat(PROSE.repeat(6)).startsWith(joined(passed, "/choices/0/delta/content"));
        assertThat(guard.found().byEntity()).hasSize(1);
        assertThat(guard.accept(content("more"))).isEmpty();
    }

    @Test
    void block_privateKeyOfManyLines_noLineOfItLeaves() {
        String key = "-----BEGIN RSA PRIVATE KEY-----\n"
                + "MIIEpAIBAAKCAQEA7bq3rJp2Xw9cZk4yTQ8nV1sLrGm5Hd0uEoFf6iWa3KtYbCxN\n".repeat(12)
                + "-----END RSA PRIVATE KEY-----\n";
        ChunkGuard guard = guard(Answers.BLOCK_SECRETS);

        List<ObjectNode> passed =
                passed(guard, stream(PROSE.repeat(4) + "\n" + key + PROSE, 6, ChunkGuardTest::content));

        assertThat(guard.isWithheld()).isTrue();
        assertThat(joined(passed, "/choices/0/delta/content"))
                .doesNotContain("PRIVATE")
                .doesNotContain("MIIE");
    }

    @Test
    void mask_textOfNoInterest_heldBackNoMoreThanTheLookAheadAndOneStep() {
        ChunkGuard guard = guard(Answers.MASK);
        int in = 0;
        int out = 0;
        int most = 0;
        for (ObjectNode chunk : stream(PROSE.repeat(30), 4, ChunkGuardTest::content)) {
            in += chunk.at("/choices/0/delta/content").asString("").length();
            for (ObjectNode passed : guard.accept(chunk)) {
                out += passed.at("/choices/0/delta/content").asString("").length();
            }
            most = Math.max(most, in - out);
        }

        assertThat(most).isLessThan(FieldText.LOOK_AHEAD + FieldText.STEP + 30);
        assertThat(out).isEqualTo(in);
    }

    @Test
    void note_everyChunkPassesAtOnce() {
        ChunkGuard guard = guard(Answers.NOTE);

        for (ObjectNode chunk : stream(TEXT, 3, ChunkGuardTest::content)) {
            assertThat(guard.accept(chunk)).containsExactly(chunk);
        }

        assertThat(guard.finish()).isEmpty();
        assertThat(guard.found().byEntity()).containsOnlyKeys("CREDIT_CARD", "EMAIL", "PHONE");
        assertThat(guard.found().done()).isEqualTo(AnswerAction.NOTE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 500})
    void mask_argumentsOfAToolCall_stayValidJson(int size) {
        ChunkGuard guard = guard(Answers.MASK);
        String text = "{\"to\": \"mia.novak@acme.test\", \"card\": 4111111111111111, \"note\": \"hello\"}";

        List<ObjectNode> passed = passed(guard, stream(text, size, ChunkGuardTest::arguments));

        assertThat(joined(passed, "/choices/0/delta/tool_calls/0/function/arguments"))
                .isEqualTo("{\"to\": \"[EMAIL]\", \"card\": \"[CREDIT_CARD]\", \"note\": \"hello\"}");
    }

    @Test
    void mask_valueInATokenOfLogProbabilities_tokensOfThatChunkAreGone() {
        ChunkGuard guard = guard(Answers.MASK);

        List<ObjectNode> passed = passed(guard, stream("to mia@acme.test now", 100, ChunkGuardTest::content));

        assertThat(passed.get(1).at("/choices/0/delta/content").asString()).isEqualTo("to [EMAIL] now");
        assertThat(passed.get(1).at("/choices/0/logprobs").isNull()).isTrue();
    }

    @Test
    void mask_valueInACitation_masked() {
        ChunkGuard guard = guard(Answers.MASK);
        ObjectNode citation = Answers.json(
                "{'choices': [{'index': 0, 'delta': {'annotations': [{'type': 'url_citation',"
                        + " 'url_citation': {'title': 'mail of mia@acme.test and leo@acme.test', 'start_index': 0}}]}}]}");

        List<ObjectNode> passed = passed(guard, List.of(citation));

        assertThat(passed.getFirst()
                        .at("/choices/0/delta/annotations/0/url_citation/title")
                        .asString())
                .isEqualTo("mail of [EMAIL] and [EMAIL]");
    }

    @Test
    void streams_ofTwoChoices_judgedOnTheirOwn() {
        ChunkGuard guard = guard(Answers.MASK);
        List<ObjectNode> chunks = new ArrayList<>();
        for (String piece : List.of("mia@a", "cme.te", "st")) {
            for (int index = 0; index < 2; index++) {
                ObjectNode chunk = content(index == 0 ? piece : "xyz ");
                ((ObjectNode) chunk.at("/choices/0")).put("index", index);
                chunks.add(chunk);
            }
        }

        List<ObjectNode> passed = passed(guard, chunks);

        assertThat(joined(passed, "/choices/0/delta/content")).isEqualTo("[EMAIL]xyz xyz xyz ");
    }

    @Test
    void stream_whatTheRequestSaid_passes() {
        var guard = new ChunkGuard(
                Answers.inspector(Answers.MASK), Answers.said("I am mia.novak@acme.test"), TextForm.PLAIN);

        List<ObjectNode> passed =
                passed(guard, stream("You are mia.novak@acme.test, not leo@acme.test.", 3, ChunkGuardTest::content));

        assertThat(joined(passed, "/choices/0/delta/content")).isEqualTo("You are mia.novak@acme.test, not [EMAIL].");
    }

    @Test
    void stream_detectorFails_endsWhereAnythingIsMasked() {
        var strict = new ChunkGuard(
                AnswerInspectorTest.failing(OutOfMemoryError.class, Answers.MASK),
                Answers.NOTHING_SAID,
                TextForm.PLAIN);
        var noting = new ChunkGuard(
                AnswerInspectorTest.failing(OutOfMemoryError.class, Answers.NOTE),
                Answers.NOTHING_SAID,
                TextForm.PLAIN);

        assertThat(joined(passed(strict, stream(TEXT, 9, ChunkGuardTest::content)), "/choices/0/delta/content"))
                .isEmpty();
        assertThat(strict.isWithheld()).isTrue();
        assertThat(joined(passed(noting, stream(TEXT, 9, ChunkGuardTest::content)), "/choices/0/delta/content"))
                .isEqualTo(TEXT);
        assertThat(noting.found().looked()).isEqualTo(Looked.PARTLY);
    }

    @Test
    void found_streamThatBrokeOff_saysThatNotAllWasSeen() {
        ChunkGuard guard = guard(Answers.NOTE);

        guard.accept(content("half a"));

        assertThat(guard.found().looked()).isEqualTo(Looked.PARTLY);
    }
}
