package dev.weir.auditlog.verify;

import dev.weir.auditlog.journal.Journal;
import dev.weir.auditlog.journal.JournalSettings;
import dev.weir.auditlog.journal.SequenceSet;
import dev.weir.auditlog.json.Json;
import dev.weir.auditlog.note.Checkpoint;
import dev.weir.auditlog.note.CheckpointFile;
import dev.weir.auditlog.note.SigningKey;
import dev.weir.auditlog.records.RetentionRecord;
import dev.weir.auditlog.records.SelfRecords;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How a log of a million entries does: appending with callers that wait for the disk, opening, verifying, exporting, and
 * removing all of it but the newest segment.
 *
 * <pre>
 * mvn -q -pl audit-log test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=dev.weir.auditlog.verify.MillionEntries -Dexec.args="FOLDER 1000000 256"
 * </pre>
 */
public final class MillionEntries {

    private static final int TEXT = 1_500;

    private MillionEntries() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int entries = Integer.parseInt(arguments[1]);
        int callers = Integer.parseInt(arguments[2]);
        SigningKey key = SigningKey.generate("scale", new SecureRandom());
        CheckpointFile checkpoints = new CheckpointFile(folder.resolve("checkpoints"));
        JournalSettings settings = JournalSettings.in(folder.resolve("journal"));

        try (Journal journal = Journal.open(settings)) {
            for (int part = 1; part <= 4; part++) {
                append(journal, entries / 4, callers);
                checkpoints.append(key.sign(new Checkpoint(
                                "scale", journal.head().size(), journal.head().root())
                        .text()));
            }
        }
        long start = System.nanoTime();
        try (Journal journal = Journal.open(settings)) {
            report("open", start, journal.head().size());
            start = System.nanoTime();
            Verification log = LogVerifier.verify(
                    new JournalEvidence(journal, checkpoints, journal.head().size()), key.verifier(), Optional.empty());
            report(log.sound() ? "verify, sound" : "verify, NOT SOUND", start, log.entries());

            Path export = folder.resolve("export.zip");
            start = System.nanoTime();
            try (OutputStream out = Files.newOutputStream(export)) {
                new BundleWriter(journal, checkpoints, key)
                        .write(out, journal.head().size(), Instant.EPOCH, BundleWriter.Selection.ALL);
            }
            report("export, " + Files.size(export) / 1_000_000 + " MB", start, log.entries());
            start = System.nanoTime();
            try (Bundle bundle = Bundle.open(export)) {
                Verification exported = bundle.verify(key.verifier(), Optional.empty());
                report(exported.sound() ? "verify export, sound" : "verify export, NOT SOUND", start, log.entries());
            }
            prune(journal);
            checkpoints.append(key.sign(new Checkpoint(
                            "scale", journal.head().size(), journal.head().root())
                    .text()));
            start = System.nanoTime();
            Verification pruned = LogVerifier.verify(
                    new JournalEvidence(journal, checkpoints, journal.head().size()), key.verifier(), Optional.empty());
            report(
                    pruned.sound() ? "verify what is left, sound" : "verify what is left, NOT SOUND",
                    start,
                    pruned.size());
        }
        System.out.printf(
                "heap used %d MB%n",
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1_000_000);
    }

    private static void prune(Journal journal) throws IOException {
        long start = System.nanoTime();
        long removed = 0;
        for (Journal.ClosedSegment segment : journal.closedSegments()) {
            BitSet all = new BitSet();
            all.set(0, (int) (segment.last() - segment.first() + 1));
            SequenceSet entries = SequenceSet.of(segment.first(), all);
            RetentionRecord record = new RetentionRecord(
                    Instant.EPOCH,
                    segment.first(),
                    segment.last(),
                    entries,
                    Map.of("decision", new RetentionRecord.Removed(Instant.EPOCH, entries.size())),
                    Map.of());
            journal.append(SelfRecords.RETENTION, Instant.EPOCH, record.body()).join();
            journal.prune(segment, entries);
            removed += entries.size();
        }
        report("prune", start, removed);
    }

    private static void append(Journal journal, int entries, int callers) throws InterruptedException {
        AtomicLong left = new AtomicLong(entries);
        long[] waits = new long[entries];
        Json.ObjectValue body = new Json.ObjectValue(Map.of("text", Json.of("x".repeat(TEXT))));
        long before = journal.head().size();
        long start = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            threads.add(Thread.startVirtualThread(() -> {
                for (long next = left.decrementAndGet(); next >= 0; next = left.decrementAndGet()) {
                    long asked = System.nanoTime();
                    journal.append("decision", Instant.EPOCH, body).join();
                    waits[(int) next] = System.nanoTime() - asked;
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        report("append from " + before + " on, " + callers + " callers waiting", start, entries);
        Arrays.sort(waits);
        System.out.printf(
                "  wait p50 %.1f ms, p99 %.1f ms%n", waits[entries / 2] / 1e6, waits[(int) (entries * 0.99)] / 1e6);
    }

    private static void report(String what, long start, long entries) {
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf(
                "%s: %d entries in %d ms, %.0f/s%n", what, entries, took.toMillis(), entries / (took.toNanos() / 1e9));
    }
}
