package dev.weir.gateway.audit;

import dev.weir.auditlog.records.RetentionRecord.Removed;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes entries whose time is over: some minutes after the start, then once a day, and when somebody asks. All on one thread
 * of its own, which nobody interrupts: files and databases take that badly. Thread-safe.
 */
public final class Retention implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration FIRST = Duration.ofMinutes(5);
    private static final Duration EVERY = Duration.ofDays(1);

    private final Pruner pruner;
    private final ScheduledExecutorService thread;
    private volatile @Nullable Report last;

    private Retention(Pruner pruner, ScheduledExecutorService thread) {
        this.pruner = pruner;
        this.thread = thread;
    }

    static Retention start(Pruner pruner) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("weir-retention").daemon().factory());
        Retention retention = new Retention(pruner, thread);
        if (!pruner.kept().isEmpty()) {
            var _ = thread.scheduleWithFixedDelay(
                    retention::runOrReport, FIRST.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
        }
        return retention;
    }

    /**
     * What a run did, or would do.
     *
     * @param kinds by kind of entry, what went
     * @param holds holds in force, and how many entries each of them kept
     * @param waiting why the run ended before the newest segment; empty where it didn't
     */
    public record Report(Instant at, Map<String, Removed> kinds, Map<Long, Long> holds, Optional<String> waiting) {
        public Report {
            kinds = Map.copyOf(kinds);
            holds = Map.copyOf(holds);
        }

        /** How many entries went. */
        public long removed() {
            return kinds.values().stream().mapToLong(Removed::count).sum();
        }
    }

    /** How long entries are kept, by kind; kinds that aren't named are kept for ever. */
    public Map<String, Duration> kept() {
        return pruner.kept();
    }

    /** The last run since the gateway started. */
    public Optional<Report> last() {
        return Optional.ofNullable(last);
    }

    /**
     * What a run would remove now.
     *
     * @throws AuditUnavailableException if that can't be told
     */
    public Report plan() {
        return await(pruner::plan);
    }

    /**
     * Removes what is due now.
     *
     * @throws AuditUnavailableException if the run broke off; the next one goes on from there
     */
    public Report run() {
        return await(this::prune);
    }

    private Report prune() {
        Report report = pruner.run();
        last = report;
        return report;
    }

    private Report await(Callable<Report> work) {
        try {
            return thread.submit(work).get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof AuditUnavailableException unavailable
                    ? unavailable
                    : new AuditUnavailableException("Entries whose time is over could not be removed", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AuditUnavailableException("Waiting for the retention run was interrupted", interrupted);
        }
    }

    private void runOrReport() {
        try {
            prune().waiting().ifPresent(why -> LOG.warn("some entries stay past their time: {}", why));
        } catch (RuntimeException failed) {
            LOG.error("entries whose time is over could not be removed; it is tried again tomorrow", failed);
        }
    }

    /** Lets a run end behind the segment that it is at. */
    @Override
    public void close() {
        pruner.stop();
        thread.close();
    }
}
