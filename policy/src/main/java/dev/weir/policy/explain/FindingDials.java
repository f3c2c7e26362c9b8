package dev.weir.policy.explain;

import dev.weir.policy.Facts;
import dev.weir.policy.detection.Entity;
import dev.weir.policy.detection.Entity.Category;
import dev.weir.policy.detection.Finding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** How many findings there are of each entity and category: those that were found, and those that the policy names. */
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
                .filter(entity -> !isCategory(entity) || !isOneEntityAlone(entity.category()))
                .sorted(Comparator.comparing(Entity::name).thenComparing(Entity::category))
                .map(this::dial)
                .toList();
    }

    /** An entity of the name of its category stands for the whole of it, in conditions as in test cases. */
    private static boolean isCategory(Entity entity) {
        return entity.name().equals(entity.category().name());
    }

    /** Whether a single entity makes up the category, which then says all that the category could. */
    private boolean isOneEntityAlone(Category category) {
        List<Entity> entities = findings.stream()
                .map(Finding::entity)
                .filter(entity -> entity.category() == category)
                .distinct()
                .toList();
        return entities.size() == 1 && !isCategory(entities.getFirst());
    }

    private Dial dial(Entity entity) {
        Predicate<Finding> counts = isCategory(entity)
                ? finding -> finding.entity().category() == entity.category()
                : finding -> finding.entity().equals(entity);
        String what = isCategory(entity)
                ? " of the category " + entity.name().toLowerCase(Locale.ROOT)
                : " of " + entity.name();
        long now = findings.stream().filter(counts).count();
        return new Dial(
                "findings." + entity.name(),
                now,
                0,
                Math.max(now, MOST),
                BigDecimal::valueOf,
                value -> (long) Math.floor(value),
                numbers,
                count -> facts.withInspection(facts.inspection().withFindings(with(entity, counts, count))),
                Dial.Scale::relative,
                NumberWords.counting("finding" + what, "findings" + what));
    }

    /** The first findings that count stay as they are; what is missing is made up. */
    private List<Finding> with(Entity entity, Predicate<Finding> counts, long count) {
        List<Finding> changed = new ArrayList<>();
        long left = count;
        for (Finding finding : findings) {
            if (!counts.test(finding)) {
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
}
