package dev.weir.policy.explain;

import dev.weir.policy.Facts;
import dev.weir.policy.detection.Entity;
import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.Inspection;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How many findings there are of each entity: those that were found, and those that the policy names. */
final class FindingDials {
    /** More findings than this in one request no policy counts. */
    private static final int MOST = 2_000;

    private final Facts facts;
    private final List<Finding> findings;
    private final Set<Entity> named;
    private final Collection<Double> numbers;

    FindingDials(Facts facts, Set<Entity> named, Collection<Double> numbers) {
        this.facts = facts;
        this.findings = facts.inspection().findings();
        this.named = named;
        this.numbers = numbers;
    }

    List<Dial> all() {
        return Stream.concat(findings.stream().map(Finding::entity), named.stream())
                .distinct()
                .sorted(Comparator.comparing(Entity::name).thenComparing(Entity::category))
                .map(this::dial)
                .toList();
    }

    private Dial dial(Entity entity) {
        long now = findings.stream()
                .filter(finding -> finding.entity().equals(entity))
                .count();
        return new Dial(
                "findings." + entity.name(),
                now,
                0,
                Math.max(now, MOST),
                BigDecimal::valueOf,
                value -> (long) Math.floor(value),
                numbers,
                count -> facts.withInspection(inspection(with(entity, Math.toIntExact(count)))),
                Dial.Scale::relative,
                NumberWords.counting("finding of " + entity.name(), "findings of " + entity.name()));
    }

    private List<Finding> with(Entity entity, int count) {
        List<Finding> changed = new ArrayList<>();
        int left = count;
        for (Finding finding : findings) {
            if (!finding.entity().equals(entity)) {
                changed.add(finding);
            } else if (left > 0) {
                changed.add(finding);
                left--;
            }
        }
        for (; left > 0; left--) {
            changed.add(new Finding(entity, new Finding.Place("", false), 0, 1, 1, "explanation", "supposed"));
        }
        return changed;
    }

    private Inspection inspection(List<Finding> changed) {
        return switch (facts.inspection()) {
            case Inspection.Complete _ -> new Inspection.Complete(changed);
            case Inspection.Incomplete incomplete -> new Inspection.Incomplete(changed, incomplete.cause());
        };
    }
}
