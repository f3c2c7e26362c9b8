package dev.weir.policy.condition;

import dev.weir.policy.detection.Entity;
import dev.weir.policy.detection.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What conditions see of the findings: how many there are of each entity. Holds no place and no content. */
final class FindingCounts {
    private final Map<String, Integer> byName = new TreeMap<>();
    private final List<Entity> entities = new ArrayList<>();

    FindingCounts(List<Finding> findings) {
        for (Finding finding : findings) {
            entities.add(finding.entity());
            byName.merge(EntityNames.canonical(finding.entity().name()), 1, Integer::sum);
        }
    }

    boolean has(String name) {
        return count(name) > 0;
    }

    /** Findings of this entity or category; a finding whose entity and category share the name counts once. */
    long count(String name) {
        String wanted = EntityNames.canonical(name);
        return entities.stream()
                .filter(entity -> EntityNames.canonical(entity.name()).equals(wanted)
                        || entity.category().name().equals(wanted))
                .count();
    }

    long total() {
        return entities.size();
    }

    /** The entity's name once for every finding of the category. */
    List<String> category(String name) {
        String wanted = EntityNames.canonical(name);
        return entities.stream()
                .filter(entity -> entity.category().name().equals(wanted))
                .map(entity -> EntityNames.canonical(entity.name()))
                .toList();
    }

    /** {@code EMAIL=2, IBAN=1}, or {@code none}. */
    @Override
    public String toString() {
        return byName.isEmpty()
                ? "none"
                : byName.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(", "));
    }
}
