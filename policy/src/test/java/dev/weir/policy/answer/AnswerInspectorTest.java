package dev.weir.policy.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.answer.AnswerFindings.Looked;
import dev.weir.policy.answer.AnswerInspector.Review;
import dev.weir.policy.detection.EntityModel;
import dev.weir.policy.detection.RecogniserRegistry;
import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.rules.AnswerAction;
import dev.weir.policy.rules.AnswerSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class AnswerInspectorTest {

    @Test
    void review_addressNobodyMentioned_noted() {
        ObjectNode answer = Answers.saying("Write to mia.novak@acme.test about it.");

        Review review = Answers.inspector(Answers.NOTE).review(answer, Answers.NOTHING_SAID);

        assertThat(review.answer()).isSameAs(answer);
        assertThat(review.withheld()).isFalse();
        assertThat(review.found()).isEqualTo(new AnswerFindings(Looked.WHOLE, Map.of("EMAIL", 1), AnswerAction.NOTE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Write to mia.novak@acme.test about it.",
                "Write to Mia.Novak@ACME.test about it.",
                "Call +44 20 7946 0958.",
                "Call +442079460958.",
                "Call 020-7946-0958 in London"
            })
    void review_whatTheRequestSaid_isNoFinding(String content) {
        var request = Answers.said("I am mia.novak@acme.test, phone +44 (0)20 7946 0958 or 020 7946 0958.");

        Review review = Answers.inspector(Answers.MASK).review(Answers.saying(content), request);

        assertThat(review.found().byEntity()).isEmpty();
        assertThat(review.answer()).isEqualTo(Answers.saying(content));
    }

    /** Half of a value that was said is not that value. */
    @Test
    void review_otherValueOfWordsThatWereSaid_isAFinding() {
        var request = Answers.said("mia@acme.test and leo@corp.test");

        Review review = Answers.inspector(Answers.MASK).review(Answers.saying("try mia@corp.test"), request);

        assertThat(review.found().byEntity()).containsExactly(Map.entry("EMAIL", 1));
    }

    @Test
    void review_mask_everyPlaceIsMaskedAndNothingElse() {
        ObjectNode answer = Answers.json("""
                {'id': 'chatcmpl-4111111111111111', 'created': 1764547200, 'choices': [
                  {'index': 0, 'finish_reason': 'stop', 'logprobs': {'content': [{'token': 'mia@acme.test'}]},
                   'message': {'role': 'assistant', 'content': 'mia@acme.test, again mia@acme.test.',
                     'refusal': 'not to leo@acme.test',
                     'tool_calls': [{'id': 'call_1', 'type': 'function', 'function': {'name': 'send',
                       'arguments': '{\\"to\\": \\"kim@acme.test\\", \\"card\\": 4111111111111111}'}}]}},
                  {'index': 1, 'finish_reason': 'stop', 'logprobs': {'content': []},
                   'message': {'role': 'assistant', 'content': [{'type': 'text', 'text': 'see ann@acme.test'}]}}],
                 'usage': {'prompt_tokens': 7}}
                """);

        Review review = Answers.inspector(Answers.MASK).review(answer, Answers.NOTHING_SAID);

        ObjectNode masked = review.answer();
        assertThat(masked.at("/choices/0/message/content").asString()).isEqualTo("[EMAIL], again [EMAIL].");
        assertThat(masked.at("/choices/0/message/refusal").asString()).isEqualTo("not to [EMAIL]");
        assertThat(masked.at("/choices/0/logprobs").isNull()).isTrue();
        assertThat(masked.at("/choices/1/message/content/0/text").asString()).isEqualTo("see [EMAIL]");
        JsonNode arguments = JsonMapper.shared()
                .readTree(masked.at("/choices/0/message/tool_calls/0/function/arguments")
                        .asString());
        assertThat(arguments.path("to").asString()).isEqualTo("[EMAIL]");
        assertThat(arguments.path("card").asString()).isEqualTo("[CREDIT_CARD]");
        assertThat(masked.path("id")).isEqualTo(answer.path("id"));
        assertThat(masked.path("created")).isEqualTo(answer.path("created"));
        assertThat(masked.path("usage")).isEqualTo(answer.path("usage"));
        assertThat(answer.toString()).contains("kim@acme.test");
        assertThat(review.found().byEntity()).containsExactly(Map.entry("CREDIT_CARD", 1), Map.entry("EMAIL", 5));
    }

    @Test
    void review_blockOfACategory_withholdsTheAnswer() {
        ObjectNode answer = Answers.saying("use " + Answers.KEY + " for mia@acme.test");

        Review review = Answers.inspector(Answers.BLOCK_SECRETS).review(answer, Answers.NOTHING_SAID);

        assertThat(review.withheld()).isTrue();
        assertThat(review.found().done()).isEqualTo(AnswerAction.BLOCK);
        assertThat(review.found().total()).isEqualTo(2);
    }

    @Test
    void review_entitySaysOtherwiseThanItsCategory_entityCounts() {
        var settings = new AnswerSettings(
                AnswerAction.BLOCK, Map.of("PERSONAL", AnswerAction.MASK, "EMAIL", AnswerAction.NOTE));

        Review review = Answers.inspector(settings)
                .review(Answers.saying("mia@acme.test has 4111 1111 1111 1111"), Answers.NOTHING_SAID);

        assertThat(review.answer().at("/choices/0/message/content").asString())
                .isEqualTo("mia@acme.test has [CREDIT_CARD]");
    }

    @Test
    void review_valueAsAKeyOfArguments_withheldWhereItWouldBeMasked() {
        ObjectNode answer =
                Answers.json("{'choices': [{'message': {'function_call': {'arguments': {'mia@acme.test': 1}}}}]}");

        assertThat(Answers.inspector(Answers.MASK)
                        .review(answer, Answers.NOTHING_SAID)
                        .withheld())
                .isTrue();
        assertThat(Answers.inspector(Answers.NOTE)
                        .review(answer, Answers.NOTHING_SAID)
                        .withheld())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(classes = {OutOfMemoryError.class, StackOverflowError.class, IllegalStateException.class})
    void review_detectorFails_treatedAsTheStrictestSettingSays(Class<? extends Throwable> type) {
        ObjectNode answer = Answers.saying("mia@acme.test is on holiday");

        Review noted = failing(type, Answers.NOTE).review(answer, Answers.NOTHING_SAID);
        assertThat(noted.withheld()).isFalse();
        assertThat(noted.found().looked()).isEqualTo(Looked.PARTLY);
        assertThat(failing(type, Answers.MASK)
                        .review(answer, Answers.NOTHING_SAID)
                        .withheld())
                .isTrue();
        assertThat(failing(type, Answers.BLOCK_SECRETS)
                        .review(answer, Answers.NOTHING_SAID)
                        .withheld())
                .isTrue();
    }

    @Test
    void review_wordsOfTheRequestCantBeRead_treatedAsTheStrictestSettingSays() {
        ObjectNode answer = Answers.saying("mia@acme.test is on holiday");

        Review review = Answers.inspector(Answers.MASK).review(answer, () -> {
            throw new OutOfMemoryError("none");
        });

        assertThat(review.withheld()).isTrue();
    }

    /** An inspector whose model fails. */
    static AnswerInspector failing(Class<? extends Throwable> type, AnswerSettings settings) {
        EntityModel model = new EntityModel() {
            @Override
            public String name() {
                return "failing";
            }

            @Override
            public List<Span> spans(String text) {
                throw AnswerInspectorTest.<RuntimeException>thrown(type);
            }
        };
        return new AnswerInspector(
                new RequestInspector(RecogniserRegistry.standard().withModel(model)), settings);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T thrown(Class<? extends Throwable> type) throws T {
        try {
            throw (T) type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no such failure", e);
        }
    }
}
