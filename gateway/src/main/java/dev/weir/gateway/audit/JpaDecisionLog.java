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

/**
 * The decision log in a database, through Spring Data JPA: every entry is one transaction, every read one or two bounded
 * queries. Thread-safe.
 */
final class JpaDecisionLog implements DecisionLog, DecisionSearch {

    private static final int MAX_PAGE = 200;

    private final DecisionRows decisions;
    private final OutcomeRows outcomes;
    private final DecisionPages pages;
    private final AuditWriter writer;
    private final EntryJson json = new EntryJson();

    JpaDecisionLog(DecisionRows decisions, OutcomeRows outcomes, DecisionPages pages, AuditWriter writer) {
        this.decisions = decisions;
        this.outcomes = outcomes;
        this.pages = pages;
        this.writer = writer;
    }

    @Override
    public void append(DecisionEntry entry) {
        writer.commit(() -> decisions.save(new DecisionRow(entry, json)));
    }

    @Override
    public void appendDurably(DecisionEntry entry) {
        writer.commitDurably(() -> decisions.save(new DecisionRow(entry, json)));
    }

    @Override
    public void append(OutcomeEntry entry) {
        writer.commit(() -> outcomes.save(new OutcomeRow(entry, json)));
    }

    @Override
    public List<RecordedDecision> recent(Optional<Long> before, int limit) {
        return page(DecisionFilter.ALL, before, limit);
    }

    @Override
    public List<RecordedDecision> page(DecisionFilter filter, Optional<Long> before, int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_PAGE + " decisions, not " + limit);
        }
        return read(() -> withOutcomes(pages.newestFirst(filter, before, limit)));
    }

    @Override
    public Optional<RecordedDecision> find(String decisionId) {
        return read(() -> decisions.findByDecisionId(decisionId).stream()
                .flatMap(row -> withOutcomes(List.of(row)).stream())
                .findFirst());
    }

    @Override
    public List<RecordedDecision> withFacts(Instant since, Instant until, Optional<RecordedDecision> after, int limit) {
        long passed = after.map(RecordedDecision::sequence).orElse(0L);
        return read(() -> withOutcomes(decisions.withFacts(since, passed, until, Limit.of(limit))));
    }

    @Override
    public List<RouteTotal> totalsSince(Instant since) {
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
