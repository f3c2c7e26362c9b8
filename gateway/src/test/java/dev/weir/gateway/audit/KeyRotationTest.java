package dev.weir.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.auditlog.journal.Disk;
import dev.weir.auditlog.json.Json;
import dev.weir.auditlog.note.Checkpoint;
import dev.weir.auditlog.note.VerifierKey;
import dev.weir.auditlog.records.RotationRecord;
import dev.weir.auditlog.records.SelfRecords;
import dev.weir.auditlog.verify.JournalEvidence;
import dev.weir.auditlog.verify.LogVerifier;
import dev.weir.auditlog.verify.Verification;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** Changing the log's key, and being killed within it. */
class KeyRotationTest {

    @TempDir
    Path folder;

    /** A log, as far as its key and its checkpoints go. */
    private record Log(LogRecord record, LogKey key, CheckpointKeeper checkpoints) implements AutoCloseable {

        static Log open(Path directory, Disk disk) {
            LogRecord record = LogRecord.open(directory, Duration.ofMinutes(10), DataSize.ofMegabytes(1), disk);
            LogKey key = LogKey.in(directory, record.head().size() == 0, new SecureRandom(), disk);
            AuditProperties properties = new Binder(
                            new MapConfigurationPropertySource(Map.of("weir.audit.directory", directory.toString())))
                    .bind("weir.audit", AuditProperties.class)
                    .get();
            return new Log(record, key, CheckpointKeeper.start(directory, record, key, properties));
        }

        void grow() {
            for (int entry = 0; entry < 3; entry++) {
                record.appendDurably("login", Instant.EPOCH, new Json.ObjectValue(Map.of("v", Json.of(1))));
            }
        }

        VerifierKey rotate() {
            return checkpoints.changeKey((old, next) -> record.appendDurably(
                    SelfRecords.ROTATION,
                    Instant.EPOCH,
                    new Json.ObjectValue(new RotationRecord(old, next).members())));
        }

        Verification verify(VerifierKey given) throws IOException {
            long size = Checkpoint.parse(checkpoints.current().text()).size();
            return LogVerifier.verify(
                    new JournalEvidence(record.journal(), checkpoints.file(), size), given, Optional.empty());
        }

        @Override
        public void close() throws IOException {
            checkpoints.close();
            record.close();
        }
    }

    /** Dies within the step after so many: nothing reaches the disk from then on. */
    private static final class DyingDisk implements Disk {

        private int stepsLeft = Integer.MAX_VALUE;

        private void step() throws IOException {
            if (--stepsLeft < 0) {
                stepsLeft = -1;
                throw new IOException("the process was killed");
            }
        }

        @Override
        public void write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
            step();
            Disk.REAL.write(file, bytes, position);
        }

        @Override
        public void sync(FileChannel file) throws IOException {
            step();
            Disk.REAL.sync(file);
        }

        @Override
        public void replace(Path folder, Path file, Path with) throws IOException {
            step();
            Disk.REAL.replace(folder, file, with);
        }
    }

    private static List<String> keyFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("audit-signing"))
                    .toList();
        }
    }

    @Test
    void key_changed_theNewOneSigns_andNothingIsLeftOfTheOld() throws IOException {
        VerifierKey first;
        VerifierKey second;
        try (Log log = Log.open(folder, Disk.REAL)) {
            first = log.key().verifier();
            log.grow();
            String secret = Files.readString(folder.resolve(SigningKeyFiles.CURRENT));
            second = log.rotate();
            log.grow();

            assertThat(second).isNotEqualTo(first).isEqualTo(log.key().verifier());
            assertThat(log.checkpoints().current().signatures()).hasSize(1);
            assertThat(log.verify(first).findings()).isEmpty();
            assertThat(log.verify(second).vouchedFrom()).hasValue(4L);
            assertThat(keyFiles(folder)).containsExactly(SigningKeyFiles.CURRENT);
            assertThat(folder.resolve(SigningKeyFiles.CURRENT)).content().isNotEqualTo(secret);
            assertThat(folder.resolve("audit-public.key")).content().isEqualTo(second + "\n");
        }
        try (Log log = Log.open(folder, Disk.REAL)) {
            assertThat(log.key().verifier()).isEqualTo(second);
            log.rotate();
            log.grow();
            assertThat(log.verify(first).findings()).isEmpty();
            assertThat(log.verify(first).key()).isEqualTo(log.key().verifier());
        }
    }

    @Test
    void process_killedWithinAnyStep_theLogStartsAndVerifies() throws IOException {
        boolean survived = false;
        for (int steps = 0; !survived; steps++) {
            Path copy = Files.createDirectories(folder.resolve("killed-after-" + steps));
            DyingDisk disk = new DyingDisk();
            VerifierKey first;
            try (Log log = Log.open(copy, disk)) {
                first = log.key().verifier();
                log.grow();
                log.checkpoints().current();
                disk.stepsLeft = steps;
                try {
                    log.rotate();
                    survived = disk.stepsLeft >= 0;
                } catch (AuditUnavailableException killed) {
                    assertThat(disk.stepsLeft).isNegative();
                }
            }

            try (Log log = Log.open(copy, Disk.REAL)) {
                assertThat(keyFiles(copy)).containsExactly(SigningKeyFiles.CURRENT);
                log.grow();
                assertThat(log.verify(first).findings())
                        .as("after %d steps", steps)
                        .isEmpty();
                log.rotate();
                log.grow();
                assertThat(log.verify(first).findings())
                        .as("after %d steps", steps)
                        .isEmpty();
                assertThat(log.verify(first).key()).isEqualTo(log.key().verifier());
            }
        }
    }

    @Test
    void checkpointOfBothKeys_failed_theNextOneFinishesTheChange(@TempDir Path elsewhere) throws IOException {
        try (Log log = Log.open(folder, Disk.REAL)) {
            VerifierKey first = log.key().verifier();
            log.grow();
            log.checkpoints().current();
            Path file = folder.resolve(CheckpointKeeper.FILE);
            Path away = elsewhere.resolve("checkpoints");
            Files.move(file, away);
            Files.createDirectory(file);
            assertThatThrownBy(log::rotate).isInstanceOf(AuditUnavailableException.class);
            assertThat(log.key().verifier()).isEqualTo(first);
            Files.delete(file);
            Files.move(away, file);

            log.grow();
            assertThat(log.verify(first).findings()).isEmpty();
            assertThat(log.key().verifier()).isNotEqualTo(first);
        }
    }
}
