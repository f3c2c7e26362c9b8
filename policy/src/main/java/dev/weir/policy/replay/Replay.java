package dev.weir.policy.replay;

import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.detection.Finding;
import dev.weir.policy.replay.BlastRadius.Movement;
import dev.weir.policy.replay.RecordedDecision.Verdict;
import dev.weir.policy.rules.CompiledPolicy;
import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.rules.RoutingSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Decides recorded requests anew under a draft and adds up what changes. Keeps sums alone, so that a record of any
 * length takes the same memory. Not thread-safe.
 */
public final class Replay {
    private static final int MOST_UNREADABLE = 20;

    private record Place(Destination from, Destination to) {}

    private record Side(CompiledPolicy policy, DetectionLens lens) {
        static Side of(PolicySet policy) {
            PolicyVersion version = new PolicyVersion(policy.name(), 1, policy.sha256());
            return new Side(new CompiledPolicy(policy, version), new DetectionLens(policy.detection()));
        }

        RoutingSettings routing() {
            return policy.policy().routing();
        }

        PolicyDecision decide(Facts facts) {
            return policy.decide(lens.seen(facts));
        }
    }

    private final Side draft;
    private final Optional<Side> against;
    private final CostTally cost;
    private final ExposureTally leaving = new ExposureTally();
    private final ExposureTally inTheClear = new ExposureTally();
    private final Map<Place, MovementTally> movements = new HashMap<>();
    private final List<RecordedLine.Bad> bad = new ArrayList<>();
    private long decisions;
    private long unreadable;

    /**
     * Compares a draft with what was recorded, or with another policy.
     *
     * @param against the policy to compare with; without one, what was recorded
     * @param microUsdPerToken price of a token of a cloud call that was not made; without one, the mean of those made
     */
    public Replay(PolicySet draft, Optional<PolicySet> against, OptionalDouble microUsdPerToken) {
        this.draft = Side.of(draft);
        this.against = against.map(Side::of);
        this.cost = new CostTally(microUsdPerToken);
    }

    /** Replays one line. */
    public void accept(RecordedLine line) {
        switch (line) {
            case RecordedLine.Decision read -> replay(read.decision());
            case RecordedLine.Bad unread -> {
                unreadable++;
                if (bad.size() < MOST_UNREADABLE) {
                    bad.add(unread);
                }
            }
        }
    }

    /** What came of all lines so far. */
    public BlastRadius result() {
        List<Movement> all = movements.entrySet().stream()
                .map(entry -> entry.getValue()
                        .movement(entry.getKey().from(), entry.getKey().to()))
                .sorted(Comparator.comparing(Movement::isMove)
                        .reversed()
                        .thenComparing(Movement::from)
                        .thenComparing(Movement::to))
                .toList();
        return new BlastRadius(decisions, unreadable, bad, all, leaving.result(), inTheClear.result(), cost.result());
    }

    private void replay(RecordedDecision decision) {
        decisions++;
        PolicyDecision drafted = draft.decide(decision.facts());
        Destination after = RouteForecast.under(decision, Verdict.of(drafted), draft.routing());
        Verdict was =
                against.map(side -> Verdict.of(side.decide(decision.facts()))).orElse(decision.verdict());
        Destination before = against.map(side -> RouteForecast.under(decision, was, side.routing()))
                .orElseGet(() -> RouteForecast.recorded(decision));
        movements
                .computeIfAbsent(new Place(before, after), _ -> new MovementTally())
                .add(decision.id(), before == after ? List.of() : Responsible.rules(was, drafted));
        cost.add(decision, before, after);
        List<Finding> findings = decision.facts().inspection().findings();
        if (after.isCloud() && !findings.isEmpty()) {
            leaving.add(before.isCloud() ? count(findings) : Map.of(), count(findings));
            inTheClear.add(
                    clear(findings, before, against.map(Side::lens)),
                    clear(findings, after, Optional.of(draft.lens())));
        }
    }

    /** What leaves as it is: all of it, or under pseudonyms what the detector doesn't see. */
    private static Map<String, Long> clear(
            List<Finding> findings, Destination destination, Optional<DetectionLens> lens) {
        return switch (destination) {
            case LOCAL, BLOCKED -> Map.of();
            case CLOUD_AS_IS -> count(findings);
            case CLOUD_PSEUDONYMISED ->
                lens.isEmpty()
                        ? Map.of()
                        : count(findings.stream()
                                .filter(finding -> !lens.get().sees(finding))
                                .toList());
        };
    }

    private static Map<String, Long> count(List<Finding> findings) {
        Map<String, Long> counts = new HashMap<>();
        findings.forEach(finding -> counts.merge(finding.entity().name(), 1L, Long::sum));
        return counts;
    }
}
