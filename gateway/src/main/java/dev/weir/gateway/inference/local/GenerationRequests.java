package dev.weir.gateway.inference.local;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import dev.weir.gateway.inference.ChatRequest;
import dev.weir.localmodels.ChatMessage;
import dev.weir.localmodels.GenerationRequest;
import dev.weir.localmodels.LogprobRequest;
import dev.weir.localmodels.ModelDescription;
import dev.weir.localmodels.SamplingOptions;
import dev.weir.localmodels.TokenIds;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Turns a chat request into what the engine is asked. */
record GenerationRequests(ModelDescription model, LocalAnswerDefaults defaults) {

    /** OpenAI allows a top-p of 0; the engine's smallest nucleus, one token, is the same. */
    private static final double LEAST_TOP_P = 1e-9;

    static List<ChatMessage> conversation(ChatRequest request) {
        List<ChatRequest.Message> messages = request.messages();
        return IntStream.range(0, messages.size())
                .mapToObj(place -> new ChatMessage(
                        role(messages.get(place).role(), place),
                        messages.get(place).text()))
                .toList();
    }

    private static ChatMessage.Role role(String name, int place) {
        return switch (name) {
            case "system", "developer" -> ChatMessage.Role.SYSTEM;
            case "user" -> ChatMessage.Role.USER;
            case "assistant" -> ChatMessage.Role.ASSISTANT;
            case "tool" -> ChatMessage.Role.TOOL;
            default ->
                throw GatewayException.about(
                        "messages[" + place + "].role",
                        GatewayErrorCode.INVALID_REQUEST,
                        "the local model knows the roles system, developer, user, assistant and tool");
        };
    }

    /** One request to the engine per choice, with consecutive seeds where the client set one. */
    List<GenerationRequest> forChoices(ChatRequest request, TokenIds prompt) {
        checkTokens(request);
        int maxTokens = maxTokens(request, prompt.size());
        List<String> stop =
                request.stop().stream().filter(text -> !text.isEmpty()).toList();
        LogprobRequest logprobs = request.topLogprobs().isPresent()
                ? new LogprobRequest.PerToken(request.topLogprobs().getAsInt())
                : new LogprobRequest.None();
        return IntStream.range(0, request.choices())
                .mapToObj(choice -> new GenerationRequest(prompt, sampling(request, choice), stop, maxTokens, logprobs))
                .toList();
    }

    private int maxTokens(ChatRequest request, int promptTokens) {
        int room = model.contextWindow() - promptTokens;
        if (room < 1) {
            throw tooLong(promptTokens);
        }
        return Math.clamp(request.answerTokens().orElse(defaults.maxTokens()), 1, room);
    }

    GatewayException tooLong(int promptTokens) {
        return GatewayException.about(
                "messages",
                GatewayErrorCode.CONTEXT_LENGTH_EXCEEDED,
                "the prompt has " + promptTokens + " tokens, and the window of `" + model.id() + "` is "
                        + model.contextWindow() + " tokens for prompt and answer together; shorten the messages");
    }

    private SamplingOptions sampling(ChatRequest request, int choice) {
        boolean open = request.temperature().isEmpty() && request.topP().isEmpty();
        OptionalLong seed = request.seed().isPresent()
                ? OptionalLong.of(request.seed().getAsLong() + choice)
                : OptionalLong.empty();
        return new SamplingOptions(
                request.temperature().orElse(open ? defaults.temperature() : 1),
                Math.max(request.topP().orElse(open ? defaults.topP() : 1), LEAST_TOP_P),
                request.topK().orElse(0),
                request.minP().orElse(0),
                request.repetitionPenalty().orElse(1),
                request.presencePenalty(),
                request.frequencyPenalty(),
                seed,
                request.logitBias());
    }

    private void checkTokens(ChatRequest request) {
        boolean known =
                request.logitBias().keySet().stream().allMatch(token -> token >= 0 && token < model.vocabularySize());
        if (!known) {
            throw GatewayException.about(
                    "logit_bias",
                    GatewayErrorCode.INVALID_REQUEST,
                    "a token id is outside the vocabulary of `" + model.id() + "`, 0 to "
                            + (model.vocabularySize() - 1));
        }
    }
}
