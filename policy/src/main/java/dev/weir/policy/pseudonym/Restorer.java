package dev.weir.policy.pseudonym;

import dev.weir.policy.detection.EmbeddedJson;
import dev.weir.policy.detection.TextView;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts back what placeholders stand for, in whatever case a model wrote them. What a model invented, a placeholder that
 * was never issued, stays as it is. Thread-safe.
 */
public final class Restorer {

    /** The member in which OpenAI's answers carry a call's arguments as JSON text. */
    private static final String ARGUMENTS = "arguments";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final TreeMap<String, String> originals = new TreeMap<>();
    private final int longest;

    public Restorer(PlaceholderVault vault) {
        this.originals.putAll(vault.originals());
        this.longest =
                originals.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    /** A text with its placeholders restored; JSON as a whole gets its values escaped. */
    public String restore(String text) {
        boolean json = mayHold(text) && !EmbeddedJson.tokens(TextView.of(text)).isEmpty();
        return restore(text, json ? TextForm.JSON : TextForm.PLAIN);
    }

    /** A text of known form with its placeholders restored. */
    public String restore(String text, TextForm form) {
        if (!mayHold(text)) {
            return text;
        }
        var stream = new StreamRestorer(this, form);
        return stream.push(text) + stream.finish();
    }

    /** An answer with the placeholders in every string restored, arguments of tool calls included; a copy. */
    public ObjectNode restore(ObjectNode answer) {
        ObjectNode copy = NODES.objectNode();
        for (Map.Entry<String, JsonNode> member : answer.properties()) {
            copy.set(member.getKey(), restore(member.getKey(), member.getValue()));
        }
        return copy;
    }

    private JsonNode restore(String key, JsonNode node) {
        return switch (node) {
            case ObjectNode object -> restore(object);
            case ArrayNode array -> {
                ArrayNode copy = NODES.arrayNode(array.size());
                array.forEach(element -> copy.add(restore(key, element)));
                yield copy;
            }
            default -> node.isString() ? NODES.stringNode(restoreLeaf(key, node.stringValue())) : node;
        };
    }

    private String restoreLeaf(String key, String text) {
        return key.equals(ARGUMENTS) ? restore(text, TextForm.JSON) : restore(text);
    }

    private boolean mayHold(String text) {
        return longest > 0 && text.indexOf('[') >= 0;
    }

    /** Length of the longest placeholder, in UTF-16 units. */
    int longest() {
        return longest;
    }

    /** What a placeholder stands for, in the form asked for; null where it was never issued. */
    @Nullable
    String original(String placeholder, TextForm form) {
        String value = originals.get(placeholder.toUpperCase(Locale.ROOT));
        if (value == null || form == TextForm.PLAIN) {
            return value;
        }
        return new String(JsonStringEncoder.getInstance().quoteAsCharArray(value));
    }

    /** Whether a text is how some placeholder begins. */
    boolean isBeginning(String text) {
        String beginning = text.toUpperCase(Locale.ROOT);
        String next = originals.ceilingKey(beginning);
        return next != null && next.startsWith(beginning);
    }

    @Override
    public String toString() {
        return "Restorer[" + originals.size() + " placeholders]";
    }
}
