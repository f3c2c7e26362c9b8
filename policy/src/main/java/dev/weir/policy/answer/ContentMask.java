package dev.weir.policy.answer;

import dev.weir.policy.detection.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Writes entities' names over all that was found in a JSON document: in texts, numbers and keys. Thread-safe. */
public final class ContentMask {

    private ContentMask() {}

    /**
     * A masked copy. Empty where something that was found can't be masked: the caller must then keep nothing.
     *
     * @param findings all that there are in the document
     */
    public static Optional<ObjectNode> masked(ObjectNode document, List<Finding> findings) {
        ObjectNode copy = document.deepCopy();
        Map<Finding.Place, List<Finding>> byPlace = new LinkedHashMap<>();
        findings.forEach(finding ->
                byPlace.computeIfAbsent(finding.place(), _ -> new ArrayList<>()).add(finding));
        // A key is renamed last, and inner ones before outer ones: until then every place is found by its pointer.
        boolean all = byPlace.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Finding.Place, List<Finding>> entry) ->
                                entry.getKey().isKey())
                        .thenComparingInt(entry -> -entry.getKey().pointer().length()))
                .allMatch(entry -> mask(copy, entry.getKey(), withoutOverlaps(entry.getValue())));
        return all ? Optional.of(copy) : Optional.empty();
    }

    private static boolean mask(ObjectNode document, Finding.Place place, List<Finding> findings) {
        JsonPointer pointer = JsonPointer.compile(place.pointer());
        if (pointer.matches()) {
            return false;
        }
        JsonNode parent = document.at(pointer.head());
        JsonNode value = document.at(pointer);
        if (place.isKey()) {
            return parent instanceof ObjectNode object && rename(object, key(pointer), findings);
        }
        if (!value.isString() && !value.isNumber()) {
            return false;
        }
        String masked = value.isNumber()
                ? AnswerText.mask(findings.getFirst())
                : AnswerText.masked(value.stringValue(), findings);
        return switch (parent) {
            case ObjectNode object -> {
                object.put(key(pointer), masked);
                yield true;
            }
            case ArrayNode array -> {
                array.set(pointer.last().getMatchingIndex(), StringNode.valueOf(masked));
                yield true;
            }
            default -> false;
        };
    }

    private static boolean rename(ObjectNode object, String key, List<Finding> findings) {
        String masked = AnswerText.masked(key, findings);
        if (!object.has(key) || object.has(masked)) {
            return false;
        }
        object.set(masked, object.remove(key));
        return true;
    }

    private static String key(JsonPointer pointer) {
        return String.valueOf(pointer.last().getMatchingProperty());
    }

    /** Of spans that overlap, one that covers them all, under the name of the first. */
    private static List<Finding> withoutOverlaps(List<Finding> findings) {
        List<Finding> apart = new ArrayList<>();
        for (Finding finding : findings.stream()
                .sorted(Comparator.comparingInt(Finding::start))
                .toList()) {
            if (!apart.isEmpty() && finding.start() < apart.getLast().end()) {
                Finding last = apart.removeLast();
                apart.add(new Finding(
                        last.entity(),
                        last.place(),
                        last.start(),
                        Math.max(last.end(), finding.end()),
                        last.score(),
                        last.recogniser(),
                        last.explanation()));
            } else {
                apart.add(finding);
            }
        }
        return apart;
    }
}
