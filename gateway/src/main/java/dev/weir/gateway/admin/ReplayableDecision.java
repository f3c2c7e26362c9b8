package dev.weir.gateway.admin;

import dev.weir.gateway.audit.DecisionEntry;
import dev.weir.gateway.audit.OutcomeEntry;
import dev.weir.gateway.audit.RecordedDecision;
import dev.weir.policy.replay.RecordedDecision.Course;
import dev.weir.policy.replay.RecordedDecision.Route;
import dev.weir.policy.replay.RecordedDecision.Usage;
import dev.weir.policy.replay.RecordedDecision.Verdict;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Turns a decision of the log into one that can be replayed. */
final class ReplayableDecision {

    private ReplayableDecision() {}

    /** The decision; empty where its facts were not kept. */
    static Optional<dev.weir.policy.replay.RecordedDecision> of(RecordedDecision recorded) {
        DecisionEntry entry = recorded.entry();
        Route route = Route.valueOf(entry.route().toUpperCase(Locale.ROOT));
        return entry.facts()
                .map(facts -> new dev.weir.policy.replay.RecordedDecision(
                        entry.id(),
                        entry.at(),
                        entry.decision().policy(),
                        facts,
                        Verdict.of(entry.decision()),
                        new Course(route, entry.model(), entry.reason(), entry.pseudonyms()),
                        recorded.outcome()
                                .map(outcome -> usage(outcome, route))
                                .orElseGet(() -> new Usage(entry.promptTokens(), 0, OptionalLong.empty()))));
    }

    /** The log writes an unknown cost as 0, and a cloud call is not free. */
    private static Usage usage(OutcomeEntry outcome, Route route) {
        boolean priced = route == Route.CLOUD && outcome.costMicroUsd() > 0;
        return new Usage(
                outcome.promptTokens(),
                outcome.completionTokens(),
                priced ? OptionalLong.of(outcome.costMicroUsd()) : OptionalLong.empty());
    }
}
