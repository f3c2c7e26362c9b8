package dev.weir.gateway.inference.local;

import dev.weir.localmodels.GenerationEvent.FinishReason;
import dev.weir.localmodels.TokenLogprob;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes one answer in OpenAI's wire format. Every object of the answer shares these.
 *
 * @param id {@code chatcmpl-…}
 * @param created seconds since 1970
 * @param model id of the model that answers
 * @param fingerprint {@code system_fingerprint}
 * @param logprobs whether log-probabilities were asked for
 */
record CompletionWriter(String id, long created, String model, String fingerprint, boolean logprobs) {

    /** What OpenAI writes where a probability is 0 and its logarithm no number. */
    private static final double LEAST_LOGPROB = -9999.0;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** A {@code chat.completion} without choices and usage yet. */
    ObjectNode completion() {
        return head("chat.completion");
    }

    /** One choice of a {@code chat.completion}. */
    ObjectNode choice(int index, String text, List<TokenLogprob> tokens, FinishReason reason) {
        ObjectNode choice = NODES.objectNode().put("index", index);
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", text)
                .putNull("refusal");
        putLogprobs(choice, tokens);
        return choice.put("finish_reason", wireName(reason));
    }

    /** The first chunk of a choice. */
    ObjectNode opening(int index) {
        ObjectNode delta = NODES.objectNode().put("role", "assistant").put("content", "");
        return chunk(index, delta.putNull("refusal"), List.of(), Optional.empty());
    }

    /** A chunk with a piece of text. */
    ObjectNode piece(int index, String text, List<TokenLogprob> tokens) {
        return chunk(index, NODES.objectNode().put("content", text), tokens, Optional.empty());
    }

    /** The last chunk of a choice. */
    ObjectNode closing(int index, FinishReason reason) {
        return chunk(index, NODES.objectNode(), List.of(), Optional.of(reason));
    }

    /** The stream's last chunk: usage and no choices. */
    ObjectNode usageChunk(int promptTokens, int completionTokens) {
        ObjectNode chunk = head("chat.completion.chunk");
        chunk.putArray("choices");
        putUsage(chunk, promptTokens, completionTokens);
        return chunk;
    }

    /** Adds {@code usage}. */
    static void putUsage(ObjectNode answer, int promptTokens, int completionTokens) {
        answer.putObject("usage")
                .put("prompt_tokens", promptTokens)
                .put("completion_tokens", completionTokens)
                .put("total_tokens", promptTokens + completionTokens);
    }

    private ObjectNode chunk(int index, ObjectNode delta, List<TokenLogprob> tokens, Optional<FinishReason> reason) {
        ObjectNode chunk = head("chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", index);
        choice.set("delta", delta);
        if (tokens.isEmpty()) {
            choice.putNull("logprobs");
        } else {
            putLogprobs(choice, tokens);
        }
        reason.ifPresentOrElse(
                why -> choice.put("finish_reason", wireName(why)), () -> choice.putNull("finish_reason"));
        return chunk;
    }

    private ObjectNode head(String object) {
        return NODES.objectNode()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model)
                .put("system_fingerprint", fingerprint);
    }

    private void putLogprobs(ObjectNode choice, List<TokenLogprob> tokens) {
        if (!logprobs) {
            choice.putNull("logprobs");
            return;
        }
        ObjectNode logprobsNode = choice.putObject("logprobs");
        ArrayNode content = logprobsNode.putArray("content");
        logprobsNode.putNull("refusal");
        for (TokenLogprob token : tokens) {
            ArrayNode top = putToken(content.addObject(), token).putArray("top_logprobs");
            token.top().forEach(other -> putToken(top.addObject(), other));
        }
    }

    private static ObjectNode putToken(ObjectNode node, TokenLogprob token) {
        node.put("token", token.text()).put("logprob", Math.max(token.logprob(), LEAST_LOGPROB));
        ArrayNode bytes = node.putArray("bytes");
        token.bytes().forEach(bytes::add);
        return node;
    }

    private static String wireName(FinishReason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
