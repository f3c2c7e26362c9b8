package dev.weir.gateway.admin;

import dev.weir.gateway.audit.DecisionEntry;
import dev.weir.gateway.audit.RecordedDecision;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.trace.TraceNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One row of the console's list, as JSON.
 *
 * @param sequence place in the log, from 1
 * @param effect lower-case name of the policy's effect
 * @param findings by entity, most first
 * @param difficulty 0 to 1
 * @param promptTokens tokens of the prompt as counted before the decision
 * @param outcome empty while the request runs, or where the process died before its end
 */
record DecisionSummary(
        String id,
        long sequence,
        Instant at,
        String team,
        String keyId,
        String endpoint,
        String requestedModel,
        boolean stream,
        String route,
        String model,
        String reason,
        Policy policy,
        String effect,
        String preference,
        String sensitivity,
        List<DecidingRule> decidingRules,
        List<EntityCount> findings,
        boolean inspectionComplete,
        int pseudonyms,
        double difficulty,
        int promptTokens,
        Optional<OutcomeView> outcome) {

    /** Which policy decided: {@code name@number}. */
    record Policy(String name, int number) {
        static Policy of(PolicyVersion version) {
            return new Policy(version.name(), version.number());
        }
    }

    /**
     * A rule that set the effect.
     *
     * @param line its line in the policy file; empty where the trace doesn't know it
     */
    record DecidingRule(String id, Optional<Integer> line) {}

    /** How often an entity was found. */
    record EntityCount(String entity, int count) {}

    static DecisionSummary of(RecordedDecision recorded) {
        DecisionEntry entry = recorded.entry();
        return new DecisionSummary(
                entry.id(),
                recorded.sequence(),
                entry.at(),
                entry.team(),
                entry.keyId(),
                entry.endpoint(),
                entry.requestedModel(),
                entry.stream(),
                entry.route(),
                entry.model(),
                entry.reason(),
                Policy.of(entry.decision().policy()),
                lowerCase(entry.decision().effect()),
                lowerCase(entry.decision().preference()),
                lowerCase(entry.decision().sensitivity()),
                decidingRules(entry),
                findings(entry),
                entry.inspectionComplete(),
                entry.pseudonyms(),
                entry.difficulty().score(),
                entry.promptTokens(),
                recorded.outcome().map(OutcomeView::of));
    }

    static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static List<DecidingRule> decidingRules(DecisionEntry entry) {
        Map<String, Integer> lines = entry.decision().trace().nodes().stream()
                .collect(Collectors.toMap(TraceNode::id, TraceNode::line, (first, second) -> first));
        return entry.decision().decidingRules().stream()
                .map(id -> new DecidingRule(id, Optional.ofNullable(lines.get(id))))
                .toList();
    }

    private static List<EntityCount> findings(DecisionEntry entry) {
        return entry.findings().entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(found -> new EntityCount(found.getKey(), found.getValue()))
                .toList();
    }
}
