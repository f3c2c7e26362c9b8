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

/** Turns a decision of the log into the form that is replayed. */
final class ReplayRecord {

    private ReplayRecord() {}

    /** Empty where the facts are not on record. */
    static Optional<dev.weir.policy.replay.RecordedDecision> of(RecordedDecision recorded) {
        DecisionEntry entry = recorded.entry();
        return entry.facts()
                .map(facts -> new dev.weir.policy.replay.RecordedDecision(
                        entry.id(),
                        entry.at(),
                        entry.decision().policy(),
                        facts,
                        Verdict.of(entry.decision()),
                        new Course(
                                Route.valueOf(entry.route().toUpperCase(Locale.ROOT)),
                                entry.model(),
                                entry.reason(),
                                entry.pseudonyms()),
                        usage(entry, recorded.outcome())));
    }

    /** A cloud answer that cost nothing is one without a configured price. */
    private static Usage usage(DecisionEntry entry, Optional<OutcomeEntry> outcome) {
        OptionalLong cost = outcome.map(OutcomeEntry::costMicroUsd)
                .filter(microUsd -> microUsd > 0 || !entry.route().equals("cloud"))
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
        return new Usage(
                outcome.map(OutcomeEntry::promptTokens)
                        .filter(tokens -> tokens > 0)
                        .orElse(entry.promptTokens()),
                outcome.map(OutcomeEntry::completionTokens).orElse(0),
                cost);
    }
}
