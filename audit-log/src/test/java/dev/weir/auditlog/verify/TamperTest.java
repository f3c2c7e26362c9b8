package dev.weir.auditlog.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.auditlog.journal.LogEntry;
import dev.weir.auditlog.merkle.Frontier;
import dev.weir.auditlog.merkle.Hash;
import dev.weir.auditlog.note.Checkpoint;
import dev.weir.auditlog.note.SignedNote;
import dev.weir.auditlog.note.SigningKey;
import dev.weir.auditlog.note.VerifierKey;
import dev.weir.auditlog.verify.Finding.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TamperTest {

    private static final int SIZE = 57;
    private static final int LEAF = ExportedLog.LEAF;

    private final SigningKey key = SigningKey.generate(ExportedLog.ORIGIN, new SecureRandom());

    @TempDir
    Path home;

    private ExportedLog whole() throws IOException {
        return ExportedLog.of(home, key, SIZE, BundleWriter.Selection.ALL);
    }

    private Verification verify(ExportedLog log) throws IOException {
        return verify(log, key.verifier(), Optional.empty());
    }

    private static Verification verify(ExportedLog log, VerifierKey key, Optional<SignedNote> anchor)
            throws IOException {
        try (Bundle bundle = Bundle.open(log.folder())) {
            return bundle.verify(key, anchor);
        }
    }

    private static void assertFirst(Verification result, Code code, long sequence) {
        assertThat(result.first()).hasValueSatisfying(finding -> {
            assertThat(finding.code()).as(finding.message()).isEqualTo(code);
            assertThat(finding.sequence()).as(finding.message()).isEqualTo(sequence);
        });
    }

    @Test
    void log_untouched_isSound() throws IOException {
        Verification result = verify(whole());

        assertThat(result.findings()).isEmpty();
        assertThat(result.entries()).isEqualTo(SIZE);
        assertThat(result.checkpoints()).isEqualTo(6);
        assertThat(result.covered()).isEqualTo(SIZE);
    }

    @Test
    void zipFile_untouched_isSound() throws IOException {
        whole();
        try (Bundle bundle = Bundle.open(home.resolve("export.zip"))) {
            assertThat(bundle.verify(key.verifier(), Optional.empty()).sound()).isTrue();
        }
    }

    @Test
    void anyEntry_edited_isNamed() throws IOException {
        ExportedLog log = whole();
        List<String> lines = log.lines();
        for (int entry = 1; entry <= SIZE; entry += 4) {
            List<String> edited = new ArrayList<>(lines);
            edited.set(entry - 1, edited.get(entry - 1).replace("\"tokens\":", "\"tokens\":1"));
            log.lines(edited);

            assertFirst(verify(log), Code.CHANGED, entry);
        }
    }

    @Test
    void anyBit_flippedAnywhereInTheEntries_isFound() throws IOException {
        ExportedLog log = whole();
        byte[] text = String.join("\n", log.lines()).getBytes(StandardCharsets.UTF_8);
        Random random = new Random(3);
        for (int round = 0; round < 60; round++) {
            byte[] flipped = text.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(7));
            Files.write(log.folder().resolve(BundleFiles.ENTRIES), flipped);

            assertThat(verify(log).sound()).isFalse();
        }
    }

    @Test
    void anyEntry_deleted_isNamed() throws IOException {
        ExportedLog log = whole();
        List<String> lines = log.lines();
        for (int entry = 1; entry <= SIZE; entry += 4) {
            List<String> shorter = new ArrayList<>(lines);
            shorter.remove(entry - 1);
            log.lines(shorter);

            assertFirst(verify(log), Code.MISSING, entry);
        }
    }

    @Test
    void entry_deletedWithItsHash_isFoundAtTheNextSignedRoot() throws IOException {
        ExportedLog log = whole();
        List<String> lines = log.lines();
        lines.remove(24);
        log.lines(lines);
        byte[] leaves = log.leaves();
        byte[] shorter = Arrays.copyOf(leaves, leaves.length - LEAF);
        System.arraycopy(leaves, 25 * LEAF, shorter, 24 * LEAF, leaves.length - 25 * LEAF);
        log.leaves(shorter);

        Verification result = verify(log);

        assertThat(result.first().orElseThrow().sequence()).isBetween(21L, 25L);
    }

    @Test
    void entry_inserted_isNamed() throws IOException {
        ExportedLog log = whole();
        List<String> lines = log.lines();
        lines.add(30, lines.get(29).replace("\"tokens\":", "\"tokens\":7"));
        log.lines(lines);

        assertFirst(verify(log), Code.OUT_OF_PLACE, 30);
    }

    @Test
    void entries_swapped_areNamed() throws IOException {
        ExportedLog log = whole();
        List<String> lines = log.lines();
        Collections.swap(lines, 40, 41);
        log.lines(lines);

        Verification result = verify(log);

        assertFirst(result, Code.MISSING, 41);
        assertThat(result.findings()).extracting(Finding::code).contains(Code.OUT_OF_PLACE);
    }

    @Test
    void entries_truncated_theFirstMissingIsNamed() throws IOException {
        ExportedLog log = whole();
        log.lines(log.lines().subList(0, 44));

        assertFirst(verify(log), Code.MISSING, 45);
    }

    @Test
    void entriesAndHashes_truncated_theFirstMissingIsNamed() throws IOException {
        ExportedLog log = whole();
        log.lines(log.lines().subList(0, 44));
        log.leaves(Arrays.copyOf(log.leaves(), 44 * LEAF));

        assertFirst(verify(log), Code.TRUNCATED, 45);
    }

    @Test
    void everything_cutBackToAnOldCheckpoint_isFoundWithOneKeptElsewhere() throws IOException {
        ExportedLog log = whole();
        List<SignedNote> checkpoints = log.checkpoints();
        SignedNote kept = checkpoints.getLast();
        log.lines(log.lines().subList(0, 40));
        log.leaves(Arrays.copyOf(log.leaves(), 40 * LEAF));
        log.checkpoints(checkpoints.subList(0, 4));

        assertFirst(verify(log, key.verifier(), Optional.of(kept)), Code.TRUNCATED, 41);
    }

    @Test
    void everything_rewrittenFromAnEntryOn_isFoundBehindTheLastRootThatFits() throws IOException {
        ExportedLog log = whole();
        rewriteFrom(log, 35);

        assertFirst(verify(log), Code.ROOT_DIFFERS, 31);
    }

    @Test
    void log_forkedAndSignedAgain_isFoundWithACheckpointKeptElsewhere() throws IOException {
        ExportedLog log = whole();
        SignedNote kept = log.checkpoints().get(3);
        Frontier tree = rewriteFrom(log, 35);
        log.checkpoints(List.of(key.sign(new Checkpoint(ExportedLog.ORIGIN, SIZE, tree.root()).text())));

        Verification result = verify(log, key.verifier(), Optional.of(kept));

        assertFirst(result, Code.FORKED, 40);
    }

    @Test
    void twoSignedRoots_ofOneSize_areAFork() throws IOException {
        ExportedLog log = whole();
        List<SignedNote> checkpoints = log.checkpoints();
        checkpoints.add(3, key.sign(new Checkpoint(ExportedLog.ORIGIN, 30, LogEntry.BEFORE_FIRST).text()));
        log.checkpoints(checkpoints);

        assertFirst(verify(log), Code.FORKED, 30);
    }

    @Test
    void twoCheckpoints_swapped_areNamed() throws IOException {
        ExportedLog log = whole();
        List<SignedNote> checkpoints = log.checkpoints();
        Collections.swap(checkpoints, 2, 3);
        log.checkpoints(checkpoints);

        assertFirst(verify(log), Code.CHECKPOINTS_OUT_OF_ORDER, 30);
    }

    @Test
    void newestCheckpoints_removed_theFirstEntryWithoutOneIsNamed() throws IOException {
        ExportedLog log = whole();
        log.checkpoints(log.checkpoints().subList(0, 4));

        assertFirst(verify(log), Code.NOT_COVERED, 41);
    }

    @Test
    void checkpoint_ofOtherContent_isNotSigned() throws IOException {
        ExportedLog log = whole();
        List<SignedNote> checkpoints = log.checkpoints();
        SignedNote signed = checkpoints.get(2);
        checkpoints.set(2, new SignedNote(signed.text().replace("\n30\n", "\n31\n"), signed.signatures()));
        log.checkpoints(checkpoints);

        assertThat(verify(log).findings()).extracting(Finding::code).contains(Code.NOT_SIGNED);
    }

    @Test
    void key_ofAnotherLog_verifiesNothing() throws IOException {
        ExportedLog log = whole();
        VerifierKey other =
                SigningKey.generate(ExportedLog.ORIGIN, new SecureRandom()).verifier();

        Verification result = verify(log, other, Optional.empty());

        assertThat(result.checkpoints()).isZero();
        assertThat(result.findings())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.code()).isEqualTo(Code.NOT_SIGNED));
    }

    @Test
    void hash_changedInTheList_isFound() throws IOException {
        ExportedLog log = whole();
        byte[] leaves = log.leaves();
        leaves[33 * LEAF + 5] ^= 1;
        log.leaves(leaves);

        Verification result = verify(log);

        assertFirst(result, Code.CHANGED, 34);
    }

    @Test
    void entry_passedOffAsPruned_isFound() throws IOException {
        ExportedLog log = whole();
        List<String> lines = log.lines();
        lines.remove(11);
        log.lines(lines);
        byte[] leaves = log.leaves();
        leaves[11 * LEAF] = BundleFiles.PRUNED;
        log.leaves(leaves);

        assertThat(verify(log).findings()).extracting(Finding::code).containsExactly(Code.PRUNED_WITHOUT_RECORD);
    }

    @Test
    void filteredExport_isSoundAndEveryEntryOfItIsNeeded() throws IOException {
        ExportedLog log = ExportedLog.of(
                home,
                key,
                SIZE,
                new BundleWriter.Selection(
                        Map.of("route", "cloud"),
                        Optional.of(LongStream.of(3, 14, 15, 50).iterator())));
        Verification result = verify(log);
        assertThat(result.findings()).isEmpty();
        assertThat(result.entries()).isEqualTo(4);
        assertThat(result.leftOut()).isEqualTo(SIZE - 4);

        List<String> lines = log.lines();
        lines.remove(2);
        log.lines(lines);
        assertFirst(verify(log), Code.MISSING, 15);
        byte[] leaves = log.leaves();
        leaves[14 * LEAF] = BundleFiles.LEFT_OUT;
        log.leaves(leaves);
        assertFirst(verify(log), Code.EXPORT_CHANGED, 1);
    }

    /** What somebody can do who has everything but the key: change an entry, and all hashes behind it. */
    private static Frontier rewriteFrom(ExportedLog log, int first) throws IOException {
        List<String> lines = log.lines();
        byte[] leaves = log.leaves();
        Frontier tree = new Frontier();
        Hash previous = LogEntry.BEFORE_FIRST;
        for (int entry = 1; entry <= lines.size(); entry++) {
            String line = lines.get(entry - 1);
            if (entry == first) {
                line = line.replace("\"tokens\":", "\"tokens\":9");
            }
            line = line.replaceFirst("\"prev\":\"[0-9a-f]{64}\"", "\"prev\":\"" + previous.hex() + "\"");
            lines.set(entry - 1, line);
            previous = new LogEntry(entry, line.getBytes(StandardCharsets.UTF_8)).hash();
            tree.append(previous);
            System.arraycopy(previous.bytes(), 0, leaves, (entry - 1) * LEAF + 1, Hash.LENGTH);
        }
        log.lines(lines);
        log.leaves(leaves);
        return tree;
    }
}
