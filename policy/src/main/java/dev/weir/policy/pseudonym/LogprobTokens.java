package dev.weir.policy.pseudonym;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Restores surrogates in the tokens of log-probabilities, so that they still spell the text: the token that completes a
 * surrogate carries what it stands for, those before it are gone. Not thread-safe.
 */
final class LogprobTokens {

    private static final String TOKEN = "token";
    private static final String BYTES = "bytes";

    private final StreamRestorer stream;
    private ObjectNode last = JsonNodeFactory.instance.objectNode();

    LogprobTokens(Restorer restorer) {
        this.stream = new StreamRestorer(restorer, TextForm.PLAIN);
    }

    /** Restores the next tokens in place. */
    void restore(ArrayNode tokens) {
        List<JsonNode> restored = new ArrayList<>();
        for (JsonNode node : tokens) {
            if (node instanceof ObjectNode token && token.path(TOKEN).isString()) {
                String own = token.path(TOKEN).stringValue();
                String text = stream.push(own);
                last = token;
                if (!text.isEmpty() || own.isEmpty()) {
                    restored.add(text.equals(own) ? token : spelling(token, text));
                }
            } else {
                restored.add(node);
            }
        }
        tokens.removeAll();
        restored.forEach(tokens::add);
    }

    /** Restores tokens that nothing follows, in place. */
    void restoreWhole(ArrayNode tokens) {
        restore(tokens);
        finish().ifPresent(tokens::add);
    }

    /** What is still held back, as a token. */
    Optional<ObjectNode> finish() {
        String rest = stream.finish();
        return rest.isEmpty() ? Optional.empty() : Optional.of(spelling(last, rest));
    }

    private static ObjectNode spelling(ObjectNode token, String text) {
        ObjectNode copy = token.deepCopy();
        copy.put(TOKEN, text);
        if (copy.path(BYTES).isArray()) {
            ArrayNode bytes = copy.putArray(BYTES);
            for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
                bytes.add(b & 0xFF);
            }
        }
        return copy;
    }
}
