package dev.weir.auditlog.journal;

import dev.weir.auditlog.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Entries to append, and a look at what a journal holds. */
public final class Journals {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Journals() {}

    /** Appends entries and waits until all are on disk. */
    public static void fill(Journal journal, int entries) {
        long from = journal.head().size();
        List<CompletableFuture<Long>> written = new ArrayList<>();
        for (long number = from + 1; number <= from + entries; number++) {
            written.add(append(journal, number));
        }
        written.forEach(CompletableFuture::join);
    }

    /** Appends the entry that stands for a number. */
    public static CompletableFuture<Long> append(Journal journal, long number) {
        return journal.append("decision", START.plusSeconds(number), body(number));
    }

    static Json.ObjectValue body(long number) {
        return new Json.ObjectValue(Map.of("id", Json.of("decision-" + number), "tokens", Json.of(number * 3)));
    }

    static List<LogEntry> all(Journal journal) throws IOException {
        List<LogEntry> entries = new ArrayList<>();
        try (JournalCursor cursor = journal.cursor(1)) {
            for (Optional<LogEntry> entry = cursor.next(); entry.isPresent(); entry = cursor.next()) {
                entries.add(entry.get());
            }
        }
        return entries;
    }

    static List<Path> segments(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".segment"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
