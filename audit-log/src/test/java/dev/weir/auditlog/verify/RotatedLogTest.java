package dev.weir.auditlog.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.auditlog.journal.Journal;
import dev.weir.auditlog.journal.JournalSettings;
import dev.weir.auditlog.journal.Journals;
import dev.weir.auditlog.json.Json;
import dev.weir.auditlog.note.Checkpoint;
import dev.weir.auditlog.note.CheckpointFile;
import dev.weir.auditlog.note.SignedNote;
import dev.weir.auditlog.note.SigningKey;
import dev.weir.auditlog.note.VerifierKey;
import dev.weir.auditlog.records.RotationRecord;
import dev.weir.auditlog.records.SelfRecords;
import dev.weir.auditlog.verify.Finding.Code;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the verifier says of logs whose key was changed, rightly or not. */
class RotatedLogTest {

    private final SigningKey first = key();
    private final SigningKey second = key();
    private final SigningKey third = key();
    private final Path home;
    private final Journal journal;
    private final CheckpointFile checkpoints;

    RotatedLogTest(@TempDir Path home) throws IOException {
        this.home = home;
        this.journal = Journal.open(JournalSettings.in(home.resolve("journal")));
        this.checkpoints = new CheckpointFile(home.resolve("checkpoints"));
    }

    @AfterEach
    void close() throws IOException {
        journal.close();
    }

    private static SigningKey key() {
        return SigningKey.generate(ExportedLog.ORIGIN, new SecureRandom());
    }

    private SignedNote note(SigningKey... keys) {
        String text = new Checkpoint(
                        ExportedLog.ORIGIN,
                        journal.head().size(),
                        journal.head().root())
                .text();
        SignedNote note = keys[0].sign(text);
        for (int next = 1; next < keys.length; next++) {
            note = note.and(keys[next].sign(text));
        }
        return note;
    }

    private void sign(SigningKey... keys) throws IOException {
        checkpoints.append(note(keys));
    }

    private void grow(SigningKey... keys) throws IOException {
        Journals.fill(journal, 10);
        sign(keys);
    }

    /** Returns the number of the entry. */
    private long name(SigningKey old, SigningKey next) {
        return journal.append(
                        SelfRecords.ROTATION,
                        Instant.EPOCH,
                        new Json.ObjectValue(new RotationRecord(old.verifier(), next.verifier()).members()))
                .join();
    }

    /** Two changes, as they are meant to be; returns the entries that name the second and the third key. */
    private List<Long> twice() throws IOException {
        grow(first);
        grow(first);
        long toSecond = name(first, second);
        sign(first, second);
        grow(second);
        long toThird = name(second, third);
        sign(second, third);
        grow(third);
        return List.of(toSecond, toThird);
    }

    private Verification verify(SigningKey given, Optional<SignedNote> anchor) throws IOException {
        return LogVerifier.verify(
                new JournalEvidence(journal, checkpoints, journal.head().size()), given.verifier(), anchor);
    }

    private Verification verify(SigningKey given) throws IOException {
        return verify(given, Optional.empty());
    }

    private void assertCodes(Verification result, Code... codes) {
        assertThat(result.findings()).extracting(Finding::code).containsExactly(codes);
    }

    @Test
    void firstKey_followsEveryChange() throws IOException {
        twice();

        Verification result = verify(first);

        assertThat(result.findings()).isEmpty();
        assertThat(result.checkpoints()).isEqualTo(6);
        assertThat(result.key()).isEqualTo(third.verifier());
        assertThat(result.vouchedFrom()).isEmpty();
    }

    @Test
    void laterKey_saysSinceWhenItIsTheLogs() throws IOException {
        List<Long> named = twice();

        Verification newest = verify(third);
        assertThat(newest.findings()).isEmpty();
        assertThat(newest.vouchedFrom()).hasValue(named.get(1));
        assertThat(newest.checkpoints()).isEqualTo(2);
        Verification middle = verify(second);
        assertThat(middle.findings()).isEmpty();
        assertThat(middle.vouchedFrom()).hasValue(named.get(0));
        assertThat(middle.key()).isEqualTo(third.verifier());
    }

    @Test
    void export_ofAChangedLog_verifiesWithTheFirstKeyAndTheNewest() throws IOException {
        twice();
        Path zip = home.resolve("export.zip");
        try (OutputStream out = Files.newOutputStream(zip)) {
            new BundleWriter(journal, checkpoints, third)
                    .write(out, journal.head().size(), Instant.EPOCH, BundleWriter.Selection.ALL);
        }
        for (SigningKey given : List.of(first, second, third)) {
            try (Bundle bundle = Bundle.open(zip)) {
                assertThat(bundle.verify(given.verifier(), Optional.empty()).findings())
                        .isEmpty();
            }
        }
    }

    @Test
    void checkpointsKeptElsewhere_ofEveryTime_anchorTheLog() throws IOException {
        grow(first);
        SignedNote early = note(first);
        grow(first);
        name(first, second);
        sign(first, second);
        SignedNote both = note(first, second);
        grow(second);
        SignedNote late = note(second);
        for (SignedNote kept : List.of(early, both, late)) {
            assertThat(verify(first, Optional.of(kept)).findings()).isEmpty();
        }

        assertCodes(verify(first, Optional.of(note(third))), Code.NOT_SIGNED);
        assertCodes(verify(second, Optional.of(early)), Code.NOT_SIGNED);
    }

    @Test
    void oldKey_signsAfterItsChange_isFound() throws IOException {
        twice();
        grow(first);

        assertThat(verify(first).findings()).extracting(Finding::code).contains(Code.NOT_SIGNED, Code.NOT_COVERED);
    }

    @Test
    void newKey_withoutACheckpointOfBoth_isNotTrusted() throws IOException {
        grow(first);
        name(first, second);
        grow(second);

        assertThat(verify(first).findings()).extracting(Finding::code).contains(Code.NOT_SIGNED);
    }

    @Test
    void newKey_thatNoEntryNames_isNotTrusted() throws IOException {
        grow(first);
        grow(first, second);
        grow(second);

        assertThat(verify(first).findings()).extracting(Finding::code).contains(Code.NOT_SIGNED);
        assertThat(verify(second).findings()).extracting(Finding::code).contains(Code.NOT_SIGNED);
    }

    @Test
    void change_thatWasGivenUp_meansNothing() throws IOException {
        grow(first);
        name(first, third);
        grow(first);
        name(first, second);
        sign(first, second);
        grow(second);

        assertThat(verify(first).findings()).isEmpty();
        assertThat(verify(first).key()).isEqualTo(second.verifier());
    }

    @Test
    void change_namedByAKeyThatDoesNotSign_isNotFollowed() throws IOException {
        grow(first);
        name(third, second);
        sign(first, second);
        grow(second);

        assertThat(verify(first).findings()).extracting(Finding::code).contains(Code.NOT_SIGNED);
    }

    @Test
    void change_ofAnotherLogsKey_isNamed() throws IOException {
        VerifierKey other =
                SigningKey.generate("another/log", new SecureRandom()).verifier();
        grow(first);
        long entry = journal.append(
                        SelfRecords.ROTATION,
                        Instant.EPOCH,
                        new Json.ObjectValue(
                                Map.of("old", Json.of(first.verifier().toString()), "new", Json.of(other.toString()))))
                .join();
        sign(first);

        assertThat(verify(first).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(Code.ROTATION_WRONG);
            assertThat(finding.sequence()).isEqualTo(entry);
        });
    }

    @Test
    void history_signedAgainByTheNewKeyAlone_isFoundWithTheFirstKey() throws IOException {
        grow(first);
        grow(first);
        name(first, second);
        Files.delete(checkpoints.path());
        grow(second);

        assertThat(verify(first).checkpoints()).isZero();
        assertThat(verify(first).sound()).isFalse();
    }
}
