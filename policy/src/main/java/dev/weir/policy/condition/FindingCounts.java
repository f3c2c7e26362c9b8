package dev.weir.policy.condition;

import dev.weir.policy.detection.Entity;
import dev.weir.policy.detection.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What conditions see of the findings: how many there are of each entity. Holds no place and no content. */
final class FindingCounts {
    private final Map<String, Integer> byEntity = new TreeMap<>();
    /** Entities and categories; a finding whose entity and category share the name counts once. */
    private final Map<String, Long> byName = new HashMap<>();

    private final Map<String, List<String>> byCategory = new HashMap<>();
    private final int total;

    FindingCounts(List<Finding> findings) {
        total = findings.size();
        for (Finding finding : findings) {
            Entity entity = finding.entity();
            String name = EntityNames.canonical(entity.name());
            String category = entity.category().name();
            byEntity.merge(name, 1, Integer::sum);
            byName.merge(name, 1L, Long::sum);
            if (!name.equals(category)) {
                byName.merge(category, 1L, Long::sum);
            }
            byCategory.computeIfAbsent(category, _ -> new ArrayList<>()).add(name);
        }
    }

    /**
     * Whether there is a finding of this entity or category.
     *
     * @param name in upper case, as for the other methods
     */
    boolean has(String name) {
        return byName.containsKey(name);
    }

    /** Findings of this entity or category. */
    long count(String name) {
        return byName.getOrDefault(name, 0L);
    }

    long total() {
        return total;
    }

    /** The entity's name once for every finding of the category. */
    List<String> category(String name) {
        return byCategory.getOrDefault(name, List.of());
    }

    /** {@code EMAIL=2, IBAN=1}, or {@code none}. */
    @Override
    public String toString() {
        return byEntity.isEmpty()
                ? "none"
                : byEntity.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(", "));
    }
}
