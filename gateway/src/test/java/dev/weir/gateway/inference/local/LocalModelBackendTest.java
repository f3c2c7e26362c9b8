package dev.weir.gateway.inference.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import dev.weir.gateway.inference.ChatReply;
import dev.weir.gateway.inference.ChunkStream;
import dev.weir.gateway.inference.ClientPresence;
import dev.weir.gateway.inference.FinishingBackend;
import dev.weir.localmodels.ChatMessage;
import dev.weir.localmodels.ChatTemplateException;
import dev.weir.localmodels.GenerationEvent;
import dev.weir.localmodels.GenerationEvent.FinishReason;
import dev.weir.localmodels.LogprobRequest;
import dev.weir.localmodels.QueueFullException;
import dev.weir.localmodels.TokenLogprob;
import dev.weir.router.selection.Target;
import dev.weir.router.signal.FinishedAnswer;
import dev.weir.router.signal.TokenCertainty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class LocalModelBackendTest {

    private static final LocalAnswerDefaults DEFAULTS = new LocalAnswerDefaults(0.2, 0.9, 50);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static LocalModelBackend backend(ScriptedModel model) {
        return new LocalModelBackend(model, DEFAULTS, () -> Instant.ofEpochSecond(1_700_000_000));
    }

    static GenerationEvent text(String text) {
        return new GenerationEvent.TextDelta(text, List.of());
    }

    static GenerationEvent end(FinishReason reason, int completionTokens) {
        return new GenerationEvent.Finished(
                reason, 7, completionTokens, Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(2));
    }

    private static ObjectNode whole(ChatReply reply) {
        assertThat(reply).isInstanceOf(ChatReply.Whole.class);
        return ((ChatReply.Whole) reply).completion();
    }

    @Test
    void complete_plainRequest_completionAsOpenAiWritesIt() {
        ScriptedModel model = ScriptedModel.playing(text("Hel"), text("lo"), end(FinishReason.STOP, 3));

        ObjectNode answer =
                whole(backend(model).complete(ChatRequests.asking("hi").build(), ClientPresence.UNKNOWN));

        assertThat(answer.path("id").asString()).matches("chatcmpl-[0-9a-f]{32}");
        answer.remove("id");
        JsonNode expected = JSON.readTree("""
                {"object":"chat.completion","created":1700000000,"model":"tiny",
                 "system_fingerprint":"weir_0123456789",
                 "choices":[{"index":0,"message":{"role":"assistant","content":"Hello","refusal":null},
                             "logprobs":null,"finish_reason":"stop"}],
                 "usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}
                """);
        assertThat(answer.toString()).isEqualTo(expected.toString());
        assertThat(model.generations.getFirst().closed).isTrue();
    }

    @Test
    void complete_everyRole_mappedToTheTemplatesRoles() {
        ScriptedModel model = ScriptedModel.playing(end(FinishReason.STOP, 1));
        ChatRequests request = new ChatRequests()
                .saying("system", "a")
                .saying("developer", "b")
                .saying("user", "c")
                .saying("assistant", "d")
                .saying("tool", "e");

        backend(model).complete(request.build(), ClientPresence.UNKNOWN);

        assertThat(model.conversations.getFirst())
                .containsExactly(
                        new ChatMessage(ChatMessage.Role.SYSTEM, "a"),
                        new ChatMessage(ChatMessage.Role.SYSTEM, "b"),
                        new ChatMessage(ChatMessage.Role.USER, "c"),
                        new ChatMessage(ChatMessage.Role.ASSISTANT, "d"),
                        new ChatMessage(ChatMessage.Role.TOOL, "e"));
    }

    @Test
    void complete_unknownRole_refusedNamingTheMessage() {
        ChatRequests request = ChatRequests.asking("a").saying("wizard", "b");

        assertThatThrownBy(() -> backend(ScriptedModel.playing()).complete(request.build(), ClientPresence.UNKNOWN))
                .asInstanceOf(type(GatewayException.class))
                .satisfies(error -> {
                    assertThat(error.code()).isEqualTo(GatewayErrorCode.INVALID_REQUEST);
                    assertThat(error.parameter()).contains("messages[1].role");
                });
    }

    @Test
    void complete_noSamplingAskedFor_modelCardsDefaults() {
        ScriptedModel model = ScriptedModel.playing(end(FinishReason.STOP, 1));

        backend(model).complete(ChatRequests.asking("hi").build(), ClientPresence.UNKNOWN);

        assertThat(model.requests.getFirst().sampling().temperature()).isEqualTo(0.2);
        assertThat(model.requests.getFirst().sampling().topP()).isEqualTo(0.9);
        assertThat(model.requests.getFirst().maxTokens()).isEqualTo(50);
        assertThat(model.requests.getFirst().logprobs()).isEqualTo(new LogprobRequest.None());
    }

    @Test
    void complete_onlyTemperatureAskedFor_topPIsOpenAis() {
        ScriptedModel model = ScriptedModel.playing(end(FinishReason.STOP, 1));
        ChatRequests request = ChatRequests.asking("hi");
        request.temperature = OptionalDouble.of(0.7);

        backend(model).complete(request.build(), ClientPresence.UNKNOWN);

        assertThat(model.requests.getFirst().sampling().temperature()).isEqualTo(0.7);
        assertThat(model.requests.getFirst().sampling().topP()).isEqualTo(1);
    }

    @Test
    void complete_topPZero_smallestNucleus() {
        ScriptedModel model = ScriptedModel.playing(end(FinishReason.STOP, 1));
        ChatRequests request = ChatRequests.asking("hi");
        request.topP = OptionalDouble.of(0);

        backend(model).complete(request.build(), ClientPresence.UNKNOWN);

        assertThat(model.requests.getFirst().sampling().topP()).isBetween(Double.MIN_VALUE, 1e-6);
    }

    @Test
    void complete_limitAboveTheRoomLeft_cutToTheRoom() {
        ScriptedModel model = ScriptedModel.playing(end(FinishReason.LENGTH, 1));
        ChatRequests request = ChatRequests.asking("hi");
        request.answerTokens = OptionalInt.of(10_000);

        ObjectNode answer = whole(backend(model).complete(request.build(), ClientPresence.UNKNOWN));

        assertThat(model.requests.getFirst().maxTokens()).isEqualTo(ScriptedModel.WINDOW - "USER:hi".length());
        assertThat(answer.at("/choices/0/finish_reason").asString()).isEqualTo("length");
    }

    @Test
    void complete_promptFillsTheWindow_contextLengthExceededWithCounts() {
        LocalModelBackend backend = backend(ScriptedModel.playing());
        ChatRequests request = ChatRequests.asking("x".repeat(195));

        assertThatThrownBy(() -> backend.complete(request.build(), ClientPresence.UNKNOWN))
                .asInstanceOf(type(GatewayException.class))
                .satisfies(error -> {
                    assertThat(error.code()).isEqualTo(GatewayErrorCode.CONTEXT_LENGTH_EXCEEDED);
                    assertThat(error.text()).contains("200 tokens").doesNotContain("xxx");
                });
    }

    @Test
    void complete_queueFullForTheSecondChoice_firstCancelledAndClientToldWhen() {
        ScriptedModel model = new ScriptedModel(request -> {
            if (request.sampling().seed().orElse(0) == 6) {
                throw new QueueFullException("full");
            }
            return List.of();
        });
        ChatRequests request = ChatRequests.asking("hi");
        request.choices = 2;
        request.seed = OptionalLong.of(5);

        assertThatThrownBy(() -> backend(model).complete(request.build(), ClientPresence.UNKNOWN))
                .asInstanceOf(type(GatewayException.class))
                .satisfies(error -> {
                    assertThat(error.code()).isEqualTo(GatewayErrorCode.OVERLOADED);
                    assertThat(error.retryAfter()).contains(Duration.ofSeconds(1));
                });
        assertThat(model.generations.getFirst().closed).isTrue();
    }

    @Test
    void complete_templateRefuses_invalidRequestWithoutTheTemplatesWords() {
        ScriptedModel model = new ScriptedModel(request -> {
            throw new ChatTemplateException("private words");
        });

        assertThatThrownBy(() -> backendWhosePromptFails(model)
                        .complete(ChatRequests.asking("hi").build(), ClientPresence.UNKNOWN))
                .asInstanceOf(type(GatewayException.class))
                .satisfies(error -> {
                    assertThat(error.code()).isEqualTo(GatewayErrorCode.INVALID_REQUEST);
                    assertThat(error.parameter()).contains("messages");
                    assertThat(error.text()).doesNotContain("private");
                });
    }

    private static LocalModelBackend backendWhosePromptFails(ScriptedModel model) {
        return new LocalModelBackend(new RefusingTemplate(model), DEFAULTS, Instant::now);
    }

    @Test
    void complete_severalChoicesWithSeed_consecutiveSeedsAndUsageAddsUp() {
        ScriptedModel model = new ScriptedModel(
                request -> List.of(text("seed " + request.sampling().seed().orElseThrow()), end(FinishReason.STOP, 4)));
        ChatRequests request = ChatRequests.asking("hi");
        request.choices = 3;
        request.seed = OptionalLong.of(40);

        ObjectNode answer = whole(backend(model).complete(request.build(), ClientPresence.UNKNOWN));

        assertThat(answer.path("choices")
                        .valueStream()
                        .map(choice -> choice.at("/message/content").asString()))
                .containsExactly("seed 40", "seed 41", "seed 42");
        assertThat(answer.path("usage"))
                .isEqualTo(JSON.readTree("{\"prompt_tokens\":7,\"completion_tokens\":12,\"total_tokens\":19}"));
    }

    @Test
    void complete_logprobsAskedFor_perTokenWithAlternativesAndNoInfinity() {
        TokenLogprob alternative = new TokenLogprob(2, "b", List.of(98), Double.NEGATIVE_INFINITY, List.of());
        TokenLogprob token = new TokenLogprob(1, "a", List.of(97), -0.5, List.of(alternative));
        ScriptedModel model =
                ScriptedModel.playing(new GenerationEvent.TextDelta("a", List.of(token)), end(FinishReason.STOP, 1));
        ChatRequests request = ChatRequests.asking("hi");
        request.topLogprobs = OptionalInt.of(1);

        ObjectNode answer = whole(backend(model).complete(request.build(), ClientPresence.UNKNOWN));

        assertThat(model.requests.getFirst().logprobs()).isEqualTo(new LogprobRequest.PerToken(1));
        assertThat(answer.at("/choices/0/logprobs")).isEqualTo(JSON.readTree("""
                                {"content":[{"token":"a","logprob":-0.5,"bytes":[97],
                                  "top_logprobs":[{"token":"b","logprob":-9999.0,"bytes":[98]}]}],"refusal":null}
                                """));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void finish_answer_sameAsWithoutJudgeAndWithItsCertainty(boolean stream) {
        TokenLogprob likeliest = new TokenLogprob(1, "Hel", List.of(72), -0.5, List.of());
        TokenLogprob next = new TokenLogprob(2, "Hal", List.of(72), -2.5, List.of());
        TokenLogprob drawn = new TokenLogprob(1, "Hel", List.of(72), -0.5, List.of(likeliest, next));
        GenerationEvent[] script = {
            new GenerationEvent.TextDelta("", List.of(drawn)),
            new GenerationEvent.TextDelta("Hello", List.of(drawn)),
            end(FinishReason.LENGTH, 2)
        };
        ChatRequests asked = ChatRequests.asking("Hi");
        asked.stream = stream;
        ScriptedModel model = ScriptedModel.playing(script);

        FinishingBackend.Finished finished = backend(model).finish(asked.build(), ClientPresence.UNKNOWN);

        ScriptedModel plain = ScriptedModel.playing(text("Hello"), end(FinishReason.LENGTH, 2));
        assertThat(withoutId(finished.reply()))
                .isEqualTo(withoutId(backend(plain).complete(asked.build(), ClientPresence.UNKNOWN)));
        TokenCertainty certainty = new TokenCertainty(-0.5, 2);
        assertThat(finished.choices())
                .containsExactly(new FinishedAnswer("Hello", List.of(certainty, certainty), true));
        assertThat(model.requests.getFirst().logprobs()).isEqualTo(new LogprobRequest.PerToken(2));
        assertThat(model.generations).allMatch(generation -> generation.closed);
    }

    @Test
    void finish_logprobsAskedFor_noMoreAlternativesThanAskedFor() {
        TokenLogprob one = new TokenLogprob(1, "a", List.of(97), -0.5, List.of());
        TokenLogprob drawn = new TokenLogprob(1, "a", List.of(97), -0.5, List.of(one, one));
        ScriptedModel model =
                ScriptedModel.playing(new GenerationEvent.TextDelta("a", List.of(drawn)), end(FinishReason.STOP, 1));
        ChatRequests asked = ChatRequests.asking("Hi");
        asked.topLogprobs = OptionalInt.of(1);

        ObjectNode answer = whole(
                backend(model).finish(asked.build(), ClientPresence.UNKNOWN).reply());

        JsonNode content = answer.path("choices").path(0).path("logprobs").path("content");
        assertThat(content.path(0).path("logprob").asDouble()).isEqualTo(-0.5);
        assertThat(content.path(0).path("top_logprobs")).hasSize(1);
    }

    @Test
    void finish_breaksOff_errorAndGenerationClosed() {
        ScriptedModel model = ScriptedModel.playing(text("Hel"), new GenerationEvent.Failed("out of memory"));

        assertThatThrownBy(() -> backend(model).finish(ChatRequests.asking("Hi").build(), ClientPresence.UNKNOWN))
                .isInstanceOf(GatewayException.class);

        assertThat(model.generations).allMatch(generation -> generation.closed);
    }

    private static List<String> withoutId(ChatReply reply) {
        List<ObjectNode> objects = new ArrayList<>();
        switch (reply) {
            case ChatReply.Whole whole -> objects.add(whole.completion());
            case ChatReply.Streamed streamed -> {
                try (ChunkStream chunks = streamed.chunks()) {
                    for (Optional<ObjectNode> chunk = chunks.next(); chunk.isPresent(); chunk = chunks.next()) {
                        objects.add(chunk.get());
                    }
                }
            }
        }
        objects.forEach(object -> object.remove("id"));
        return objects.stream().map(ObjectNode::toString).toList();
    }

    @Test
    void complete_biasOnUnknownToken_refusedNamingTheParameter() {
        ChatRequests request = ChatRequests.asking("hi");
        request.logitBias = Map.of(1000, 5.0);

        assertThatThrownBy(() -> backend(ScriptedModel.playing()).complete(request.build(), ClientPresence.UNKNOWN))
                .asInstanceOf(type(GatewayException.class))
                .extracting(GatewayException::parameter)
                .isEqualTo(Optional.of("logit_bias"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void complete_failsBeforeTheFirstToken_internalErrorAndGenerationClosed(boolean stream) {
        ScriptedModel model = ScriptedModel.playing(new GenerationEvent.Failed("the session died"));
        ChatRequests request = ChatRequests.asking("hi");
        request.stream = stream;

        assertThatThrownBy(() -> backend(model).complete(request.build(), ClientPresence.UNKNOWN))
                .asInstanceOf(type(GatewayException.class))
                .extracting(GatewayException::code)
                .isEqualTo(GatewayErrorCode.INTERNAL_ERROR);
        assertThat(model.generations.getFirst().closed).isTrue();
    }

    @Test
    void complete_interruptedWhileWaiting_generationCancelled() throws InterruptedException {
        ScriptedModel model = ScriptedModel.playing(text("Hel"));
        Thread caller = Thread.ofVirtual()
                .unstarted(() -> assertThatThrownBy(() -> backend(model)
                                .complete(ChatRequests.asking("hi").build(), ClientPresence.UNKNOWN))
                        .isInstanceOf(GatewayException.class));

        caller.start();
        caller.interrupt();
        caller.join();

        assertThat(model.generations)
                .allSatisfy(generation -> assertThat(generation.closed).isTrue());
    }

    @Test
    void target_loadedModel_localWithLogprobs() {
        Target target = backend(ScriptedModel.playing()).target();

        assertThat(target)
                .isEqualTo(new Target(
                        "tiny", Target.Lane.LOCAL, ScriptedModel.WINDOW, Set.of(Target.Capability.LOGPROBS), true));
    }

    @Test
    void countTokens_conversation_tokensOfTheRenderedPrompt() {
        assertThat(backend(ScriptedModel.playing())
                        .countTokens(ChatRequests.asking("hi").build()))
                .isEqualTo("USER:hi".length());
    }

    @Test
    void complete_answer_holdsNoErrorAndNoToolCalls() {
        ObjectNode answer = whole(backend(ScriptedModel.playing(end(FinishReason.STOP, 1)))
                .complete(ChatRequests.asking("hi").build(), ClientPresence.UNKNOWN));

        JsonNode message = answer.at("/choices/0/message");
        assertThat(answer.has("error")).isFalse();
        assertThat(message.has("tool_calls")).isFalse();
        assertThat(message.path("content").asString()).isEmpty();
    }
}
