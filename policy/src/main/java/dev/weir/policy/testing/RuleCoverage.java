package dev.weir.policy.testing;

import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.trace.TraceNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How well a policy's cases exercise its levels and rules: each should match in some case and not match in another.
 *
 * @param parts levels first, then rules, in the order of the file
 */
public record RuleCoverage(List<Part> parts) {
    private static final String ALWAYS = "true";

    public RuleCoverage {
        parts = List.copyOf(parts);
    }

    /**
     * One level or rule.
     *
     * @param id the rule's id, or {@code sensitivity:} and the level
     * @param line where it starts in the policy file, from 1
     * @param condition its condition as written
     * @param matched in how many cases it matched
     * @param notMatched in how many it didn't
     * @param failed in how many its condition failed
     */
    public record Part(String id, int line, String condition, int matched, int notMatched, int failed) {

        /** Whether no case says what happens when it matches. */
        public boolean neverMatches() {
            return matched == 0;
        }

        /** Whether no case says what happens when it doesn't match, though it could. */
        public boolean neverSpares() {
            return notMatched == 0 && !condition.strip().equals(ALWAYS);
        }

        /** Whether cases show both. */
        public boolean isCovered() {
            return !neverMatches() && !neverSpares();
        }
    }

    /** Measures from the traces of the cases' results. */
    public static RuleCoverage of(PolicySet policy, List<PolicyTestResult> results) {
        List<TraceNode> nodes = results.stream()
                .flatMap(result -> result.decision().trace().nodes().stream())
                .toList();
        List<Part> parts = new ArrayList<>();
        policy.levels()
                .forEach(level -> parts.add(part(
                        "sensitivity:" + level.level().name().toLowerCase(Locale.ROOT),
                        level.line(),
                        level.when().source(),
                        nodes)));
        policy.rules()
                .forEach(rule ->
                        parts.add(part(rule.id(), rule.line(), rule.when().source(), nodes)));
        return new RuleCoverage(parts);
    }

    private static Part part(String id, int line, String condition, List<TraceNode> nodes) {
        List<TraceNode> own = nodes.stream()
                .filter(node -> node.id().equals(id) && node.line() == line)
                .filter(node -> node.condition().equals(condition))
                .toList();
        return new Part(
                id,
                line,
                condition,
                count(own, TraceNode.Outcome.MATCHED),
                count(own, TraceNode.Outcome.NOT_MATCHED),
                count(own, TraceNode.Outcome.ERRORED));
    }

    private static int count(List<TraceNode> nodes, TraceNode.Outcome outcome) {
        return Math.toIntExact(
                nodes.stream().filter(node -> node.outcome() == outcome).count());
    }

    /** How many levels and rules match in some case and don't in another. */
    public long covered() {
        return parts.stream().filter(Part::isCovered).count();
    }
}
