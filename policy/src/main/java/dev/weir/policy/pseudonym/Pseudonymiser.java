package dev.weir.policy.pseudonym;

import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.Finding.Place;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.detection.RequestInspector;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Replaces every finding of a request by a surrogate, in values, keys, numbers and JSON inside strings. The same value
 * has the same surrogate wherever it stands in a conversation, and in every later turn of it. A part of a person's name
 * has a surrogate of its own that belongs to that person's. Thread-safe.
 */
public final class Pseudonymiser {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** What grows from turn to turn; the rest of a request comes first, so that the first turn's order stays. */
    private static final Set<String> GROWING = Set.of("messages", "input");

    private static final Pattern INTEGER = Pattern.compile("[1-9]\\d{0,30}");
    private static final int BEFORE = 40;

    private final PseudonymKey key;
    private final SurrogateFormats formats;
    private final SurrogateCheck check;

    /** With placeholders for everything. */
    public Pseudonymiser(PseudonymKey key) {
        this(key, SurrogateFormats.PLACEHOLDERS, RequestInspector.standard());
    }

    /**
     * With surrogates in chosen formats.
     *
     * @param inspector what realistic surrogates must pass
     */
    public Pseudonymiser(PseudonymKey key, SurrogateFormats formats, RequestInspector inspector) {
        this.key = key;
        this.formats = formats;
        this.check = new SurrogateCheck(inspector);
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
        var surrogates = new Surrogates(key, scope, formats, check, RequestText.of(body));
        var rewrite = new Rewrite(findings, surrogates);
        ObjectNode replaced = rewrite.root(body);
        if (!findings.isEmpty()) {
            throw new IllegalArgumentException(
                    findings.size() + " places of findings aren't in the body: the inspection is of another one");
        }
        return new Pseudonymised(replaced, surrogates.vault(), surrogates.entities());
    }

    /** One pass over one body; takes from the findings what it has replaced. Not thread-safe. */
    private record Rewrite(Map<Place, List<Finding>> findings, Surrogates surrogates) {

        ObjectNode root(ObjectNode body) {
            ObjectNode steady = NODES.objectNode();
            ObjectNode growing = NODES.objectNode();
            body.properties()
                    .forEach(member -> (GROWING.contains(member.getKey()) ? growing : steady)
                            .set(member.getKey(), member.getValue()));
            ObjectNode first = object(steady, "");
            ObjectNode then = object(growing, "");
            if (then.isEmpty()) {
                return first;
            }
            ObjectNode whole = NODES.objectNode();
            var next = first.properties().iterator();
            for (String key : body.propertyNames()) {
                if (GROWING.contains(key)) {
                    whole.set(key, then.path(key));
                } else {
                    Map.Entry<String, JsonNode> member = next.next();
                    whole.set(member.getKey(), member.getValue());
                }
            }
            return whole;
        }

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
            return leaf.isString() ? NODES.stringNode(replace(leaf.stringValue(), place)) : number(leaf, place);
        }

        /** A number is replaced whole, by a string where the surrogate is no number. */
        private JsonNode number(JsonNode number, Place place) {
            List<Finding> found = findings.getOrDefault(place, List.of());
            findings.remove(place);
            String surrogate = surrogates.issue(
                    new Surrogates.Value(found.getFirst().entity(), number.asString(), "", /* isNumber= */ true));
            return INTEGER.matcher(surrogate).matches()
                    ? NODES.numberNode(new BigInteger(surrogate))
                    : NODES.stringNode(surrogate);
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
                copied = append(replaced.append(text, copied, start), text, start, finding, layers);
            }
            return replaced.append(text, copied, text.length()).toString();
        }

        /** Appends the surrogate of a finding; where the text goes on as it was. */
        private int append(StringBuilder replaced, String text, int start, Finding finding, Layers layers) {
            String quote = layers.quoteFor(start, finding.end());
            String value = layers.read(start, finding.end());
            int possessive = 0;
            if (finding.entity().name().equals(Surrogates.PERSON) && text.startsWith(value, start)) {
                possessive = value.length() - NameParts.endWithoutPossessive(value);
            }
            String surrogate = surrogates.issue(new Surrogates.Value(
                    finding.entity(),
                    value.substring(0, value.length() - possessive),
                    text.substring(Math.max(0, start - BEFORE), start),
                    !quote.isEmpty()));
            String around = INTEGER.matcher(surrogate).matches() ? "" : quote;
            replaced.append(around).append(surrogate).append(around);
            return finding.end() - possessive;
        }

        private static void requireOf(String text, Finding finding) {
            if (finding.end() > text.length()) {
                throw new IllegalArgumentException("a finding ends after its text: the inspection is of another body");
            }
        }
    }
}
