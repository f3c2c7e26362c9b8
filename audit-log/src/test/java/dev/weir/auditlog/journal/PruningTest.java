package dev.weir.auditlog.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.auditlog.journal.Journal.ClosedSegment;
import dev.weir.auditlog.merkle.Frontier;
import dev.weir.auditlog.merkle.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruningTest {

    private static final int SIZE = 100;

    @TempDir
    Path folder;

    private JournalSettings settings = JournalSettings.in(Path.of("unset"));

    @BeforeEach
    void fill() throws IOException {
        settings = JournalSettings.in(folder).withSegmentBytes(4_096);
        try (Journal journal = Journal.open(settings)) {
            for (int batch = 0; batch < SIZE; batch += 10) {
                Journals.fill(journal, 10);
            }
        }
    }

    /** Every entry of a segment whose number isn't divisible by three. */
    static SequenceSet most(ClosedSegment segment) {
        BitSet bits = new BitSet();
        for (long entry = segment.first(); entry <= segment.last(); entry++) {
            bits.set((int) (entry - segment.first()), entry % 3 != 0);
        }
        return SequenceSet.of(segment.first(), bits);
    }

    private static boolean wasPruned(Journal journal, long entry) {
        return journal.closedSegments().stream()
                .anyMatch(segment -> most(segment).contains(entry));
    }

    private static void pruneAll(Journal journal) throws IOException {
        for (ClosedSegment segment : journal.closedSegments()) {
            journal.prune(segment, most(segment));
        }
    }

    private static void assertPruned(Journal journal) throws IOException {
        assertThat(Journals.all(journal))
                .extracting(LogEntry::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, journal.head().size())
                                .filter(entry -> !wasPruned(journal, entry))
                                .boxed()
                                .toList());
        for (long entry = 1; entry <= journal.head().size(); entry++) {
            assertThat(journal.isPruned(entry)).isEqualTo(wasPruned(journal, entry));
        }
    }

    @Test
    void entries_pruned_areGoneAndTreeAndChainStay() throws IOException {
        try (Journal journal = Journal.open(settings)) {
            TreeHead before = journal.head();
            List<LogEntry> all = Journals.all(journal);
            pruneAll(journal);

            assertPruned(journal);
            assertThat(journal.head()).isEqualTo(before);
            assertThat(Frontier.of(journal.tree(), SIZE).root()).isEqualTo(before.root());
            for (LogEntry entry : all) {
                assertThat(journal.hash(entry.sequence())).isEqualTo(entry.hash());
            }
            for (LogEntry left : Journals.all(journal)) {
                Hash previous = left.sequence() == 1 ? LogEntry.BEFORE_FIRST : journal.hash(left.sequence() - 1);
                assertThat(left.end().orElseThrow().previous()).isEqualTo(previous);
            }
        }
        for (Path segment : Journals.segments(folder)) {
            String text = Files.readString(segment, StandardCharsets.ISO_8859_1);
            assertThat(text).doesNotContain("decision-1\"").doesNotContain("decision-2\"");
        }
    }

    @Test
    void journal_openedAgainAfterPruning_goesOn() throws IOException {
        try (Journal journal = Journal.open(settings)) {
            pruneAll(journal);
        }
        try (Journal journal = Journal.open(settings)) {
            assertPruned(journal);
            Journals.fill(journal, 5);
            assertThat(journal.read(SIZE + 5)).isPresent();
        }
    }

    @Test
    void indexLost_afterPruning_isMadeAnewFromTheSegments() throws IOException {
        TreeHead before;
        try (Journal journal = Journal.open(settings)) {
            pruneAll(journal);
            before = journal.head();
        }
        Files.delete(folder.resolve("hashes"));
        Files.delete(folder.resolve("positions"));

        try (Journal journal = Journal.open(settings)) {
            assertThat(journal.head()).isEqualTo(before);
            assertPruned(journal);
        }
    }

    @Test
    void segment_prunedTwice_losesBoth() throws IOException {
        try (Journal journal = Journal.open(settings)) {
            ClosedSegment segment = journal.closedSegments().getFirst();
            long size = Files.size(Journals.segments(folder).getFirst());
            journal.prune(segment, most(segment));
            BitSet everything = new BitSet();
            everything.set(0, (int) segment.last());
            journal.prune(segment, SequenceSet.of(segment.first(), everything));

            assertThat(Journals.all(journal).getFirst().sequence()).isEqualTo(segment.last() + 1);
            assertThat(Files.size(Journals.segments(folder).getFirst())).isLessThan(size / 3);
        }
    }

    @Test
    void process_killedWithinAnyStep_leavesAllOrNothingOfASegment(@TempDir Path copies) throws IOException {
        boolean survived = false;
        for (int steps = 0; !survived; steps++) {
            Path copy = copies.resolve("killed-after-" + steps);
            Files.createDirectories(copy);
            for (Path file : files(folder)) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
            DyingDisk disk = new DyingDisk();
            JournalSettings copied = JournalSettings.in(copy).withSegmentBytes(4_096);
            ClosedSegment segment;
            try (Journal journal = Journal.open(copied.withDisk(disk))) {
                segment = journal.closedSegments().get(1);
                disk.dieAfter(steps);
                try {
                    journal.prune(segment, most(segment));
                    survived = true;
                } catch (IOException killed) {
                    assertThat(disk.isDead()).isTrue();
                }
            }

            try (Journal journal = Journal.open(copied)) {
                assertThat(journal.head().size()).isEqualTo(SIZE);
                long left = Journals.all(journal).size();
                assertThat(left).isIn((long) SIZE, SIZE - (long) most(segment).size());
                for (long entry = 1; entry <= SIZE; entry++) {
                    boolean gone = left < SIZE && most(segment).contains(entry);
                    assertThat(journal.isPruned(entry)).isEqualTo(gone);
                }
                assertThat(files(copy)).noneMatch(file -> file.toString().endsWith(".new"));
                journal.prune(segment, most(segment));
                assertThat(journal.isPruned(segment.first()))
                        .isEqualTo(most(segment).contains(segment.first()));
                Journals.fill(journal, 3);
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void readersAndWriters_meanwhile_seeEveryEntryWholeOrPruned() throws Exception {
        AtomicReference<Optional<Throwable>> failure = new AtomicReference<>(Optional.empty());
        try (Journal journal = Journal.open(settings)) {
            List<LogEntry> before = Journals.all(journal);
            List<Thread> readers = new ArrayList<>();
            for (int reader = 0; reader < 3; reader++) {
                readers.add(Thread.ofPlatform().start(() -> {
                    try {
                        for (int round = 0; round < 20; round++) {
                            assertThat(before)
                                    .containsAll(Journals.all(journal).stream()
                                            .filter(entry -> entry.sequence() <= SIZE)
                                            .toList());
                            for (LogEntry entry : before) {
                                journal.read(entry.sequence())
                                        .ifPresent(read -> assertThat(read).isEqualTo(entry));
                            }
                        }
                    } catch (Throwable failed) {
                        failure.set(Optional.of(failed));
                    }
                }));
            }
            for (ClosedSegment segment : journal.closedSegments()) {
                journal.prune(segment, most(segment));
                Journals.fill(journal, 10);
            }
            for (Thread reader : readers) {
                reader.join();
            }

            assertThat(failure.get()).isEmpty();
            assertThat(journal.head().size()).isGreaterThan(SIZE);
        }
    }

    @Test
    void newestSegment_orEntriesOfAnother_areNotPruned() throws IOException {
        try (Journal journal = Journal.open(settings)) {
            ClosedSegment first = journal.closedSegments().getFirst();
            ClosedSegment newest = new ClosedSegment(
                    journal.closedSegments().getLast().last() + 1,
                    journal.head().size());

            assertThatThrownBy(() -> journal.prune(newest, most(newest))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> journal.prune(first, most(newest))).isInstanceOf(IllegalArgumentException.class);
            assertThat(Journals.all(journal)).hasSize(SIZE);
        }
    }

    @Test
    void segment_thatSomebodyChanged_isLeftAsItIs() throws IOException {
        Path file = Journals.segments(folder).getFirst();
        byte[] changed = Files.readString(file, StandardCharsets.ISO_8859_1)
                .replace("decision-7", "decision-8")
                .getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, changed);
        try (Journal journal = Journal.open(settings)) {
            ClosedSegment segment = journal.closedSegments().getFirst();

            assertThatThrownBy(() -> journal.prune(segment, most(segment))).isInstanceOf(DamagedJournalException.class);
            assertThat(file).hasBinaryContent(changed);
        }
    }
}
