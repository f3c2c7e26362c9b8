package dev.weir.gateway.audit;

import dev.weir.gateway.health.ReadinessProbe;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Whether the decision log can be written now, found out by writing: one row that is no entry, down to the disk. Thread-safe.
 */
public final class AuditHealth implements ReadinessProbe {

    /** How long an answer serves, so that frequent probes cost nothing. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final JdbcOperations database;
    private final AuditWriter writer;
    private final InstantSource clock;
    private @Nullable Answer last;

    private record Answer(Optional<String> problem, Instant at) {}

    AuditHealth(JdbcOperations database, AuditWriter writer, InstantSource clock) {
        this.database = database;
        this.writer = writer;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "audit-log";
    }

    /** What keeps the log from being written, in words for an operator; empty while it can be. */
    @Override
    public synchronized Optional<String> problem() {
        Instant now = clock.instant();
        Answer answer = last;
        if (answer == null || answer.at().plus(FRESH).isBefore(now)) {
            answer = new Answer(probe(now), now);
            last = answer;
        }
        return answer.problem();
    }

    private Optional<String> probe(Instant now) {
        try {
            writer.commitDurably(() ->
                    database.update("update write_probe set probed_at = ? where id = 1", now.atOffset(ZoneOffset.UTC)));
            return Optional.empty();
        } catch (AuditUnavailableException failed) {
            return Optional.of(failed.getMessage() + "; nothing leaves for the cloud until it can be. "
                    + "Check free space and permissions of its directory");
        }
    }
}
