package dev.weir.gateway.audit;

import dev.weir.auditlog.json.Json;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The decision log: entries go to the journal, questions to its index, which is brought up to date before it answers.
 * Thread-safe.
 */
final class JournaledDecisionLog implements DecisionLog, DecisionSearch, AuditTrail {

    private static final Logger LOG = LoggerFactory.getLogger(JournaledDecisionLog.class);

    private final LogRecord record;
    private final EntryBodies bodies;
    private final IndexKeeper index;
    private final IndexedDecisions decisions;
    private final InstantSource clock;
    private final Timer waits;

    JournaledDecisionLog(
            LogRecord record,
            EntryBodies bodies,
            IndexKeeper index,
            IndexedDecisions decisions,
            InstantSource clock,
            MeterRegistry meters) {
        this.record = record;
        this.bodies = bodies;
        this.index = index;
        this.decisions = decisions;
        this.clock = clock;
        this.waits = Timer.builder("weir.audit.append.wait")
                .description("How long callers waited until their entry was on disk")
                .publishPercentileHistogram()
                .register(meters);
        meters.gauge("weir.audit.entries", record, log -> log.head().size());
        meters.gauge("weir.audit.backlog", record, log -> log.journal().backlog());
        meters.gauge("weir.audit.index.lag", index, IndexKeeper::lag);
    }

    @Override
    public void append(DecisionEntry entry) {
        report("decision", entry.id(), record.append(EntryBodies.DECISION, entry.at(), bodies.of(entry)));
    }

    @Override
    public void appendDurably(DecisionEntry entry) {
        durably(EntryBodies.DECISION, entry.at(), bodies.of(entry));
    }

    @Override
    public void append(OutcomeEntry entry) {
        report(
                "outcome of decision",
                entry.decisionId(),
                record.append(EntryBodies.OUTCOME, entry.at(), bodies.of(entry)));
    }

    @Override
    public long record(AuditEvent event) {
        return durably(EntryBodies.kind(event), clock.instant(), bodies.of(event));
    }

    private long durably(String kind, Instant at, Json.ObjectValue body) {
        long start = System.nanoTime();
        try {
            return record.appendDurably(kind, at, body);
        } finally {
            waits.record(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /** Nobody waits for these, so a failure can only be told of. */
    private static void report(String what, String id, CompletableFuture<Long> written) {
        var _ = written.whenComplete((_, failure) -> {
            if (failure != null) {
                LOG.error("the {} {} could not be recorded", what, id, failure);
            }
        });
    }

    @Override
    public List<RecordedDecision> recent(Optional<Long> before, int limit) {
        return page(DecisionFilter.ALL, before, limit);
    }

    @Override
    public List<RecordedDecision> page(DecisionFilter filter, Optional<Long> before, int limit) {
        index.catchUp();
        return decisions.page(filter, before, limit);
    }

    @Override
    public Optional<RecordedDecision> find(String decisionId) {
        index.catchUp();
        return decisions.find(decisionId);
    }

    @Override
    public List<RecordedDecision> withFacts(Instant since, Instant until, Optional<RecordedDecision> after, int limit) {
        index.catchUp();
        return decisions.withFacts(since, until, after, limit);
    }

    @Override
    public List<RouteTotal> totalsSince(Instant since) {
        index.catchUp();
        return decisions.totalsSince(since);
    }
}
