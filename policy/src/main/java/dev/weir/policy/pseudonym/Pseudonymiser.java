package dev.weir.policy.pseudonym;

import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.Finding.Place;
import dev.weir.policy.detection.Inspection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Replaces every finding of a request by a placeholder, in values, keys, numbers and JSON inside strings. The same value
 * has the same placeholder wherever it stands in a conversation, and in every later turn of it. Thread-safe.
 */
public final class Pseudonymiser {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final PseudonymKey key;

    public Pseudonymiser(PseudonymKey key) {
        this.key = key;
    }

    /**
     * Replaces all that was found.
     *
     * @param body stays as it is; the inspection must be of this very body
     * @throws IllegalArgumentException the inspection isn't of this body
     */
    public Pseudonymised pseudonymise(ObjectNode body, Inspection.Complete inspection, PseudonymScope scope) {
        var findings = new HashMap<Place, List<Finding>>();
        for (Finding finding : inspection.findings()) {
            findings.computeIfAbsent(finding.place(), place -> new ArrayList<>())
                    .add(finding);
        }
        var rewrite = new Rewrite(findings, new Placeholders(key, scope));
        JsonNode replaced = rewrite.node(body, "");
        if (!findings.isEmpty()) {
            throw new IllegalArgumentException(
                    findings.size() + " places of findings aren't in the body: the inspection is of another one");
        }
        return new Pseudonymised((ObjectNode) replaced, rewrite.placeholders.vault(), rewrite.placeholders.entities());
    }

    /** One pass over one body; takes from the findings what it has replaced. Not thread-safe. */
    private record Rewrite(Map<Place, List<Finding>> findings, Placeholders placeholders) {

        JsonNode node(JsonNode node, String pointer) {
            return switch (node) {
                case ObjectNode object -> object(object, pointer);
                case ArrayNode array -> array(array, pointer);
                default -> leaf(node, pointer);
            };
        }

        private ObjectNode object(ObjectNode object, String pointer) {
            ObjectNode copy = NODES.objectNode();
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                String below =
                        pointer + "/" + member.getKey().replace("~", "~0").replace("/", "~1");
                String name = replace(member.getKey(), new Place(below, true));
                while (copy.has(name)) {
                    // Two spellings of one value as keys of one object: neither member may be lost.
                    name = name + "_";
                }
                copy.set(name, node(member.getValue(), below));
            }
            return copy;
        }

        private ArrayNode array(ArrayNode array, String pointer) {
            ArrayNode copy = NODES.arrayNode(array.size());
            for (int i = 0; i < array.size(); i++) {
                copy.add(node(array.get(i), pointer + "/" + i));
            }
            return copy;
        }

        private JsonNode leaf(JsonNode leaf, String pointer) {
            var place = new Place(pointer, false);
            if (!findings.containsKey(place)) {
                return leaf;
            }
            return NODES.stringNode(leaf.isString() ? replace(leaf.stringValue(), place) : number(leaf, place));
        }

        /** A number is replaced whole, and by a string. */
        private String number(JsonNode number, Place place) {
            List<Finding> found = findings.getOrDefault(place, List.of());
            findings.remove(place);
            return placeholders.issue(found.getFirst().entity().name(), number.asString());
        }

        private String replace(String text, Place place) {
            List<Finding> found = findings.remove(place);
            if (found == null) {
                return text;
            }
            found.sort(Comparator.comparingInt(Finding::start));
            Layers layers = Layers.of(text);
            var replaced = new StringBuilder(text.length() + 32);
            int copied = 0;
            for (Finding finding : found) {
                int start = Math.max(finding.start(), copied);
                if (start >= finding.end() || finding.end() > text.length()) {
                    // Overlaps with the one before are replaced already; the rest would be of another body.
                    requireOf(text, finding);
                    continue;
                }
                String quote = layers.quoteFor(start, finding.end());
                String value = layers.read(start, finding.end());
                replaced.append(text, copied, start).append(quote);
                replaced.append(placeholders.issue(finding.entity().name(), value))
                        .append(quote);
                copied = finding.end();
            }
            return replaced.append(text, copied, text.length()).toString();
        }

        private static void requireOf(String text, Finding finding) {
            if (finding.end() > text.length()) {
                throw new IllegalArgumentException("a finding ends after its text: the inspection is of another body");
            }
        }
    }
}
