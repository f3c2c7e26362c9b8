package dev.weir.gateway.audit;

import dev.weir.auditlog.journal.Disk;
import dev.weir.gateway.health.ReadinessProbe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the decision log can be written now, found out by writing: a file beside the journal, down to the disk and away
 * again. Thread-safe.
 */
public final class AuditHealth implements ReadinessProbe {

    private static final Logger LOG = LoggerFactory.getLogger(AuditHealth.class);

    /** How long an answer serves, so that frequent probes cost nothing. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private static final int BYTES = 64 << 10;

    private final Path file;
    private final Disk disk;
    private final InstantSource clock;
    private @Nullable Answer last;

    private record Answer(Optional<String> problem, Instant at) {}

    AuditHealth(Path directory, Disk disk, InstantSource clock) {
        this.file = directory.resolve(LogRecord.FOLDER).resolve("probe");
        this.disk = disk;
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
            answer = new Answer(probe(), now);
            last = answer;
        }
        return answer.problem();
    }

    private Optional<String> probe() {
        try {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                disk.write(channel, ByteBuffer.allocate(BYTES), 0);
                disk.sync(channel);
            }
            Files.delete(file);
            return Optional.empty();
        } catch (IOException failed) {
            LOG.warn("the decision log can't be written", failed);
            return Optional.of("The decision log could not be written; nothing leaves for the cloud until it can be. "
                    + "Check free space and permissions of its directory");
        }
    }
}
