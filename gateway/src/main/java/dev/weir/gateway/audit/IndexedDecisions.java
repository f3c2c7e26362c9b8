package dev.weir.gateway.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.data.domain.Limit;
import org.springframework.transaction.TransactionException;

/** Decisions and outcomes as the index has them: every read is one or two bounded queries. Thread-safe. */
final class IndexedDecisions {

    private static final int MAX_PAGE = 200;

    private final DecisionRows decisions;
    private final OutcomeRows outcomes;
    private final DecisionPages pages;
    private final EntryJson json = new EntryJson();

    IndexedDecisions(DecisionRows decisions, OutcomeRows outcomes, DecisionPages pages) {
        this.decisions = decisions;
        this.outcomes = outcomes;
        this.pages = pages;
    }

    List<RecordedDecision> page(DecisionFilter filter, Optional<Long> before, int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_PAGE + " decisions, not " + limit);
        }
        return read(() -> withOutcomes(pages.newestFirst(filter, before, limit)));
    }

    Optional<RecordedDecision> find(String decisionId) {
        return read(() -> decisions.findByDecisionId(decisionId).stream()
                .flatMap(row -> withOutcomes(List.of(row)).stream())
                .findFirst());
    }

    List<RecordedDecision> withFacts(Instant since, Instant until, Optional<RecordedDecision> after, int limit) {
        long passed = after.map(RecordedDecision::sequence).orElse(0L);
        return read(() -> withOutcomes(decisions.withFacts(since, passed, until, Limit.of(limit))));
    }

    List<DecisionSearch.RouteTotal> totalsSince(Instant since) {
        return read(() -> decisions.totalsSince(since));
    }

    private List<RecordedDecision> withOutcomes(List<DecisionRow> rows) {
        Map<String, OutcomeEntry> ends =
                outcomes
                        .findByDecisionIdIn(
                                rows.stream().map(row -> row.decisionId).toList())
                        .stream()
                        .map(row -> row.toEntry(json))
                        .collect(Collectors.toMap(OutcomeEntry::decisionId, Function.identity()));
        return rows.stream()
                .map(row -> new RecordedDecision(
                        row.sequence, row.toEntry(json), Optional.ofNullable(ends.get(row.decisionId))))
                .toList();
    }

    private static <T> T read(Supplier<T> query) {
        try {
            return query.get();
        } catch (DataAccessException | TransactionException failed) {
            throw new AuditUnavailableException("The decision log could not be read", failed);
        }
    }
}
