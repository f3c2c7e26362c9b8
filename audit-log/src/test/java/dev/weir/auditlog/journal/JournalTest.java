package dev.weir.auditlog.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.auditlog.json.CanonicalJson;
import dev.weir.auditlog.json.JsonReader;
import dev.weir.auditlog.merkle.Frontier;
import dev.weir.auditlog.merkle.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {

    private static final long SMALL = 4_096;

    @TempDir
    Path folder;

    private JournalSettings settings = JournalSettings.in(Path.of("unset"));
    private final FailingDisk disk = new FailingDisk();

    @BeforeEach
    void useFolder() {
        settings = JournalSettings.in(folder).withSegmentBytes(SMALL).withDisk(disk);
    }

    @Test
    void entries_appended_areReadInOrderChainedAndInTheTree() throws IOException {
        try (Journal journal = Journal.open(settings)) {
            for (int batch = 0; batch < 10; batch++) {
                Journals.fill(journal, 20);
            }

            List<LogEntry> entries = Journals.all(journal);

            assertThat(entries).hasSize(200);
            Frontier tree = new Frontier();
            Hash previous = LogEntry.BEFORE_FIRST;
            for (LogEntry entry : entries) {
                assertThat(entry.end()).hasValue(new LogEntry.End("decision", previous, tree.size() + 1));
                assertThat(CanonicalJson.bytes(JsonReader.read(entry.text()))).isEqualTo(entry.text());
                assertThat(journal.read(entry.sequence())).hasValue(entry);
                previous = entry.hash();
                tree.append(previous);
            }
            assertThat(journal.head()).isEqualTo(new TreeHead(200, tree.root(), previous));
            assertThat(Journals.segments(folder)).hasSizeGreaterThan(3);
        }
    }

    @Test
    void entry_firstOfAll_hasTheDocumentedForm() throws IOException {
        try (Journal journal = Journal.open(settings)) {
            Journals.fill(journal, 1);

            assertThat(new String(journal.read(1).orElseThrow().text(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"at\":\"2026-01-01T00:00:01Z\",\"body\":{\"id\":\"decision-1\",\"tokens\":3},"
                            + "\"kind\":\"decision\",\"prev\":\"" + "0".repeat(64) + "\",\"seq\":1,\"v\":1}");
        }
    }

    @Test
    void journal_openedAgain_goesOnWhereItEnded() throws IOException {
        TreeHead before;
        try (Journal journal = Journal.open(settings)) {
            Journals.fill(journal, 150);
            before = journal.head();
        }
        try (Journal journal = Journal.open(settings)) {
            assertThat(journal.head()).isEqualTo(before);
            Journals.fill(journal, 150);

            assertThat(Journals.all(journal))
                    .extracting(LogEntry::sequence)
                    .hasSize(300)
                    .isSorted();
        }
    }

    @Test
    void manyCallers_shareSyncs() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        try (Journal journal = Journal.open(settings.withSegmentBytes(1 << 20))) {
            Journals.fill(journal, 1);
            int before = disk.syncs();
            List<Thread> callers = new ArrayList<>();
            for (int caller = 0; caller < 64; caller++) {
                callers.add(Thread.startVirtualThread(() -> {
                    try {
                        writing.await();
                        for (int round = 0; round < 20; round++) {
                            Journals.append(journal, round).join();
                        }
                    } catch (InterruptedException nobodyDoesThat) {
                        Thread.currentThread().interrupt();
                    }
                }));
            }
            writing.countDown();
            for (Thread caller : callers) {
                caller.join();
            }

            assertThat(journal.head().size()).isEqualTo(1 + 64 * 20);
            assertThat(disk.syncs() - before).isLessThan(64 * 20);
        }
    }

    @Test
    void acknowledgedEntries_areOnDiskWhenTheirCallersAreTold(@TempDir Path copy) throws IOException {
        try (Journal journal = Journal.open(settings)) {
            for (int number = 1; number <= 40; number++) {
                Journals.append(journal, number).join();
                // what a machine would find that lost its power now: the files, not the process
                Path now = copyOf(folder, copy.resolve("after-" + number));
                try (Journal restarted = Journal.open(JournalSettings.in(now))) {
                    assertThat(restarted.head()).isEqualTo(journal.head());
                }
            }
        }
    }

    @Test
    void tornTail_anyLengthOfIt_isCutOffAndTheRestStays(@TempDir Path copies) throws IOException {
        try (Journal journal = Journal.open(settings.withSegmentBytes(1 << 20))) {
            for (int number = 1; number <= 3; number++) {
                Journals.append(journal, number).join();
            }
        }
        Path segment = Journals.segments(folder).getLast();
        byte[] whole = Files.readAllBytes(segment);
        int last = whole.length - 230;
        for (int length = last; length < whole.length; length += 7) {
            Path copy = copyOf(folder, copies.resolve("cut-" + length));
            try (var file = Files.newByteChannel(Journals.segments(copy).getLast(), StandardOpenOption.WRITE)) {
                file.truncate(length);
            }

            try (Journal journal = Journal.open(JournalSettings.in(copy))) {
                assertThat(journal.head().size()).isBetween(1L, 2L);
                Journals.fill(journal, 5);
                assertThat(Journals.all(journal)).hasSize((int) journal.head().size());
            }
        }
    }

    @Test
    void entryChangedBeforeOthers_opensNothingAndNamesIt() throws IOException {
        try (Journal journal = Journal.open(settings.withSegmentBytes(1 << 20))) {
            for (int number = 1; number <= 10; number++) {
                Journals.append(journal, number).join();
            }
        }
        Path segment = Journals.segments(folder).getLast();
        String text = Files.readString(segment, StandardCharsets.ISO_8859_1);
        Files.writeString(segment, text.replace("decision-4", "decision-X"), StandardCharsets.ISO_8859_1);
        byte[] damaged = Files.readAllBytes(segment);

        assertThatThrownBy(() -> Journal.open(settings))
                .isInstanceOfSatisfying(
                        DamagedJournalException.class,
                        found -> assertThat(found.sequence()).isEqualTo(4))
                .hasMessageContaining("entry 4 isn't as it was written");
        assertThat(segment).hasBinaryContent(damaged);
    }

    @Test
    void segmentGone_readingNamesTheFirstEntryThatIsMissing() throws IOException {
        try (Journal journal = Journal.open(settings)) {
            Journals.fill(journal, 20);
            Journals.fill(journal, 20);
            Journals.fill(journal, 20);
        }
        Files.delete(folder.resolve("hashes"));
        Files.delete(Journals.segments(folder).getFirst());

        assertThatThrownBy(() -> Journal.open(settings))
                .isInstanceOf(DamagedJournalException.class)
                .hasMessageContaining("entry 1 is gone");
    }

    @Test
    void indexLost_isMadeAnewFromTheSegments() throws IOException {
        TreeHead before;
        try (Journal journal = Journal.open(settings)) {
            Journals.fill(journal, 30);
            Journals.fill(journal, 30);
            before = journal.head();
        }
        Files.delete(folder.resolve("hashes"));
        Files.delete(folder.resolve("positions"));

        try (Journal journal = Journal.open(settings)) {
            assertThat(journal.head()).isEqualTo(before);
            assertThat(journal.read(17).orElseThrow().sequence()).isEqualTo(17);
        }
    }

    @Test
    void diskFull_callersAreToldAndNothingOfItStays_thenItGoesOn() throws IOException {
        try (Journal journal = Journal.open(settings)) {
            Journals.fill(journal, 10);
            TreeHead before = journal.head();
            disk.runFull(true);

            assertThatThrownBy(() -> Journals.append(journal, 11).join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(JournalUnavailableException.class);
            assertThat(journal.failure()).isPresent();
            assertThat(journal.head()).isEqualTo(before);

            disk.runFull(false);
            Journals.fill(journal, 10);
            assertThat(journal.failure()).isEmpty();
            assertThat(Journals.all(journal)).hasSize(20);
        }
        try (Journal journal = Journal.open(settings)) {
            assertThat(Journals.all(journal)).hasSize(20);
        }
    }

    @Test
    void syncFails_whatItCarriedIsCutOffAgain() throws IOException {
        try (Journal journal = Journal.open(settings)) {
            Journals.fill(journal, 10);
            disk.failSyncs(true);
            assertThatThrownBy(() -> Journals.append(journal, 11).join()).isInstanceOf(CompletionException.class);
            assertThatThrownBy(() -> Journals.append(journal, 12).join()).isInstanceOf(CompletionException.class);
            disk.failSyncs(false);

            Journals.fill(journal, 1);

            List<LogEntry> entries = Journals.all(journal);
            assertThat(entries).hasSize(11);
            assertThat(entries.getLast().end().orElseThrow().previous())
                    .isEqualTo(entries.get(9).hash());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tooManyWait_furtherOnesAreRefusedAtOnce(boolean byNumber) throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Disk stuck = new Disk() {
            @Override
            public void write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
                Disk.REAL.write(file, bytes, position);
            }

            @Override
            public void sync(FileChannel file) throws IOException {
                entered.countDown();
                try {
                    release.await();
                } catch (InterruptedException nobodyDoesThat) {
                    Thread.currentThread().interrupt();
                }
                Disk.REAL.sync(file);
            }
        };
        JournalSettings narrow =
                settings.withDisk(stuck).withWaiting(byNumber ? 5 : 1_000, byNumber ? 1 << 20 : 5 * 300);
        try (Journal journal = Journal.open(narrow)) {
            List<CompletableFuture<Long>> taken = new ArrayList<>();
            taken.add(Journals.append(journal, 1));
            entered.await();

            assertThatThrownBy(() -> {
                        for (int number = 2; number < 100; number++) {
                            taken.add(Journals.append(journal, number));
                        }
                    })
                    .isInstanceOf(JournalUnavailableException.class)
                    .hasMessageContaining("too many wait");
            release.countDown();

            assertThat(taken)
                    .hasSizeBetween(4, 7)
                    .allSatisfy(written -> assertThat(written.join()).isPositive());
        }
    }

    @Test
    void journal_openElsewhere_isRefused() throws IOException {
        try (Journal journal = Journal.open(settings)) {
            assertThat(journal.head().size()).isZero();
            assertThatThrownBy(() -> Journal.open(settings)).isInstanceOf(JournalInUseException.class);
        }
    }

    @Test
    void journal_closed_takesNoMoreButKeepsWhatWaited() throws IOException {
        Journal journal = Journal.open(settings);
        List<CompletableFuture<Long>> waiting = new ArrayList<>();
        for (int number = 1; number <= 50; number++) {
            waiting.add(Journals.append(journal, number));
        }
        journal.close();

        assertThat(waiting).allSatisfy(written -> assertThat(written).isCompleted());
        assertThatThrownBy(() -> Journals.append(journal, 51)).isInstanceOf(JournalUnavailableException.class);
    }

    @Test
    void waitingForGrowth_endsWithIt() throws Exception {
        try (Journal journal = Journal.open(settings)) {
            assertThat(journal.awaitBeyond(0, Duration.ofMillis(1))).isFalse();
            Thread appends = Thread.startVirtualThread(() -> Journals.fill(journal, 1));

            assertThat(journal.awaitBeyond(0, Duration.ofMinutes(5))).isTrue();
            appends.join();
        }
    }

    private static Path copyOf(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
        return to;
    }
}
