package dev.weir.gateway.inference.local;

import dev.weir.gateway.inference.ChatRequest;
import dev.weir.policy.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/** Builds chat requests for tests: a plain one, unless told otherwise. */
final class ChatRequests {

    private final List<ChatRequest.Message> messages = new ArrayList<>();
    boolean stream;
    OptionalInt answerTokens = OptionalInt.empty();
    int choices = 1;
    OptionalDouble temperature = OptionalDouble.empty();
    OptionalDouble topP = OptionalDouble.empty();
    OptionalLong seed = OptionalLong.empty();
    List<String> stop = List.of();
    Map<Integer, Double> logitBias = Map.of();
    OptionalInt topLogprobs = OptionalInt.empty();

    static ChatRequests asking(String question) {
        return new ChatRequests().saying("user", question);
    }

    ChatRequests saying(String role, String text) {
        messages.add(new ChatRequest.Message(role, text, Optional.empty()));
        return this;
    }

    ChatRequests streamed() {
        stream = true;
        return this;
    }

    ChatRequest build() {
        return new ChatRequest(
                JsonNodeFactory.instance.objectNode(),
                "auto",
                messages,
                stream,
                false,
                answerTokens,
                choices,
                temperature,
                topP,
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                0,
                0,
                seed,
                stop,
                logitBias,
                topLogprobs,
                Set.of(),
                Facts.Tightening.NONE);
    }
}
