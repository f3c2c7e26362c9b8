package dev.weir.auditlog.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.auditlog.journal.Journal;
import dev.weir.auditlog.journal.Journal.ClosedSegment;
import dev.weir.auditlog.journal.JournalSettings;
import dev.weir.auditlog.journal.Journals;
import dev.weir.auditlog.journal.SequenceSet;
import dev.weir.auditlog.json.Json;
import dev.weir.auditlog.merkle.StoredTree;
import dev.weir.auditlog.note.Checkpoint;
import dev.weir.auditlog.note.CheckpointFile;
import dev.weir.auditlog.note.SigningKey;
import dev.weir.auditlog.records.HoldRecord;
import dev.weir.auditlog.records.HoldScope;
import dev.weir.auditlog.records.RetentionRecord;
import dev.weir.auditlog.records.RetentionRecord.Removed;
import dev.weir.auditlog.records.SelfRecords;
import dev.weir.auditlog.verify.Finding.Code;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the verifier says of logs that entries were removed from, rightly or not. */
class PrunedLogTest {

    private static final Instant CUT_OFF = Instant.parse("2026-02-01T00:00:00Z");
    private static final HoldScope EVERYTHING =
            new HoldScope(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private final SigningKey key = SigningKey.generate(ExportedLog.ORIGIN, new SecureRandom());

    private final Path home;
    private final Journal journal;
    private final CheckpointFile checkpoints;

    PrunedLogTest(@TempDir Path home) throws IOException {
        this.home = home;
        this.journal = Journal.open(JournalSettings.in(home.resolve("journal")).withSegmentBytes(4_096));
        this.checkpoints = new CheckpointFile(home.resolve("checkpoints"));
    }

    @BeforeEach
    void fill() throws IOException {
        for (int batch = 0; batch < 8; batch++) {
            Journals.fill(journal, 10);
            sign();
        }
    }

    @AfterEach
    void close() throws IOException {
        journal.close();
    }

    private void sign() throws IOException {
        checkpoints.append(key.sign(new Checkpoint(
                        ExportedLog.ORIGIN,
                        journal.head().size(),
                        journal.head().root())
                .text()));
    }

    private static SequenceSet allBut(ClosedSegment segment, long kept) {
        BitSet bits = new BitSet();
        bits.set(0, (int) (segment.last() - segment.first() + 1));
        bits.clear((int) (kept - segment.first()));
        return SequenceSet.of(segment.first(), bits);
    }

    private ClosedSegment segment() {
        return journal.closedSegments().get(1);
    }

    private SequenceSet most() {
        return allBut(segment(), segment().first() + 3);
    }

    private static RetentionRecord record(ClosedSegment segment, SequenceSet removed, Map<Long, Long> holds) {
        return new RetentionRecord(
                Instant.EPOCH,
                segment.first(),
                segment.last(),
                removed,
                Map.of("decision", new Removed(CUT_OFF, removed.size())),
                holds);
    }

    private long append(String kind, Map<String, Json> body) {
        return journal.append(kind, Instant.EPOCH, new Json.ObjectValue(body)).join();
    }

    private void putOnRecord(RetentionRecord record) {
        append(SelfRecords.RETENTION, record.body().members());
    }

    private long hold() {
        return append(SelfRecords.HOLD, new HoldRecord.Placed(EVERYTHING).members());
    }

    private Verification verify() throws IOException {
        sign();
        Verification here = LogVerifier.verify(
                new JournalEvidence(journal, checkpoints, journal.head().size()), key.verifier(), Optional.empty());
        Path zip = home.resolve("export.zip");
        try (OutputStream out = Files.newOutputStream(zip)) {
            new BundleWriter(journal, checkpoints, key)
                    .write(out, journal.head().size(), CUT_OFF, BundleWriter.Selection.ALL);
        }
        try (Bundle bundle = Bundle.open(zip)) {
            Verification exported = bundle.verify(key.verifier(), Optional.empty());
            assertThat(exported.findings()).isEqualTo(here.findings());
            return exported;
        }
    }

    private void assertFound(Code code, long sequence) throws IOException {
        assertThat(verify().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).as(finding.message()).isEqualTo(code);
            assertThat(finding.sequence()).as(finding.message()).isEqualTo(sequence);
        });
    }

    @Test
    void entries_prunedOnRecord_leaveASoundLog() throws IOException {
        putOnRecord(record(segment(), most(), Map.of()));
        journal.prune(segment(), most());

        Verification result = verify();

        assertThat(result.findings()).isEmpty();
        assertThat(result.pruned()).isEqualTo(most().size());
        assertThat(result.entries()).isEqualTo(81 - most().size());
    }

    @Test
    void entries_onRecordAndNotYetGone_leaveASoundLog() throws IOException {
        putOnRecord(record(segment(), most(), Map.of()));
        putOnRecord(record(segment(), most(), Map.of()));

        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void entries_prunedWithoutRecord_theFirstIsNamed() throws IOException {
        journal.prune(segment(), most());

        assertFound(Code.PRUNED_WITHOUT_RECORD, segment().first());
    }

    @Test
    void entry_prunedBesideThoseOnRecord_isNamed() throws IOException {
        putOnRecord(record(segment(), most(), Map.of()));
        BitSet all = new BitSet();
        all.set(0, (int) (segment().last() - segment().first() + 1));
        journal.prune(segment(), SequenceSet.of(segment().first(), all));

        assertFound(Code.PRUNED_WITHOUT_RECORD, segment().first() + 3);
    }

    @Test
    void retentionRecord_thatDoesNotAddUp_isNamed() throws IOException {
        Map<String, Json> body =
                new HashMap<>(record(segment(), most(), Map.of()).body().members());
        body.put("removed", Json.of(most().size() - 1L));
        long forged = append(SelfRecords.RETENTION, body);

        assertFound(Code.RETENTION_WRONG, forged);
    }

    @Test
    void retentionRecord_ofEntriesBehindIt_accountsForNone() throws IOException {
        ClosedSegment tooFar = new ClosedSegment(81, 90);
        putOnRecord(record(tooFar, allBut(tooFar, 85), Map.of()));

        assertFound(Code.RETENTION_WRONG, 81);
    }

    @Test
    void retentionRecord_editedToCoverMore_isFound() throws IOException {
        putOnRecord(record(segment(), most(), Map.of()));
        journal.prune(segment(), most());
        sign();
        try (OutputStream out = Files.newOutputStream(home.resolve("export.zip"))) {
            new BundleWriter(journal, checkpoints, key)
                    .write(out, journal.head().size(), CUT_OFF, BundleWriter.Selection.ALL);
        }
        ExportedLog log = ExportedLog.unpacked(home, key);
        var lines = log.lines();
        lines.removeIf(line -> line.contains("\"seq\":" + (segment().first() + 3) + ","));
        lines.set(lines.size() - 1, lines.getLast().replace("\"last\":", "\"last\":1"));
        log.lines(lines);
        byte[] leaves = log.leaves();
        leaves[(int) (segment().first() + 2) * ExportedLog.LEAF] = BundleFiles.PRUNED;
        log.leaves(leaves);

        Verification result = log.verify();

        assertThat(result.findings()).extracting(Finding::code).contains(Code.CHANGED, Code.PRUNED_WITHOUT_RECORD);
    }

    @Test
    void hashOfAPrunedEntry_edited_isFoundByChainAndRoot() throws IOException {
        putOnRecord(record(segment(), most(), Map.of()));
        journal.prune(segment(), most());
        sign();
        try (OutputStream out = Files.newOutputStream(home.resolve("export.zip"))) {
            new BundleWriter(journal, checkpoints, key)
                    .write(out, journal.head().size(), CUT_OFF, BundleWriter.Selection.ALL);
        }
        ExportedLog log = ExportedLog.unpacked(home, key);
        byte[] leaves = log.leaves();
        leaves[(int) (segment().first() + 1) * ExportedLog.LEAF + 5] ^= 1;
        log.leaves(leaves);

        Verification result = log.verify();

        assertThat(result.findings()).extracting(Finding::code).contains(Code.ROOT_DIFFERS, Code.CHAIN_BROKEN);
        assertThat(result.findings())
                .filteredOn(finding -> finding.code() == Code.CHAIN_BROKEN)
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.sequence()).isEqualTo(segment().first() + 3));
    }

    @Test
    void hashOfAPrunedEntry_editedInTheJournal_isNotReadAsPruned() throws IOException {
        putOnRecord(record(segment(), most(), Map.of()));
        journal.prune(segment(), most());
        Path hashes = home.resolve("journal").resolve("hashes");
        byte[] edited = Files.readAllBytes(hashes);
        int leaf = (int) StoredTree.position(0, segment().first() - 1);
        edited[leaf * 32] ^= 1;
        Files.write(hashes, edited);
        sign();

        assertThat(LogVerifier.verify(
                                new JournalEvidence(
                                        journal, checkpoints, journal.head().size()),
                                key.verifier(),
                                Optional.empty())
                        .findings())
                .extracting(Finding::code)
                .contains(Code.ROOT_DIFFERS);
    }

    @Test
    void hold_namedByTheRecord_isRespected() throws IOException {
        long hold = hold();
        putOnRecord(record(segment(), most(), Map.of(hold, 1L)));
        journal.prune(segment(), most());

        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void hold_ignored_isFound() throws IOException {
        hold();
        putOnRecord(record(segment(), most(), Map.of()));
        long record = journal.head().size();
        journal.prune(segment(), most());

        assertFound(Code.HOLD_IGNORED, record);
    }

    @Test
    void hold_releasedBefore_isNotInForce() throws IOException {
        long hold = hold();
        append(SelfRecords.HOLD, new HoldRecord.Released(hold).members());
        putOnRecord(record(segment(), most(), Map.of()));
        journal.prune(segment(), most());

        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void hold_thatWasNeverPlaced_released_isNamed() throws IOException {
        long entry = append(SelfRecords.HOLD, new HoldRecord.Released(5).members());

        assertFound(Code.RETENTION_WRONG, entry);
    }
}
