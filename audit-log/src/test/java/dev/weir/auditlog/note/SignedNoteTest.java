package dev.weir.auditlog.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.auditlog.merkle.TreeHasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedNoteTest {

    /** The example of the documentation of golang.org/x/mod/sumdb/note. */
    private static final String VERIFIER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String SIGNER =
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private static final String NOTE = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    @TempDir
    Path folder;

    @Test
    void note_ofAnotherImplementation_isVerified() {
        VerifierKey key = VerifierKey.parse(VERIFIER);

        assertThat(key.verifies(SignedNote.parse(NOTE))).isTrue();
        assertThat(key).hasToString(VERIFIER);
    }

    @Test
    void signing_withAnotherImplementationsKey_givesItsSignature() {
        SigningKey key = SigningKey.parse(SIGNER);

        assertThat(key.sign(SignedNote.parse(NOTE).text()).encoded()).isEqualTo(NOTE);
        assertThat(key.verifier()).hasToString(VERIFIER);
        assertThat(key.secretText()).isEqualTo(SIGNER);
    }

    @Test
    void note_ofOtherText_isNotVerified() {
        VerifierKey key = VerifierKey.parse(VERIFIER);

        assertThat(key.verifies(SignedNote.parse(NOTE.replace("answer", "Answer"))))
                .isFalse();
    }

    @Test
    void key_ofTheSameName_doesNotVerify() {
        SigningKey other = SigningKey.generate("PeterNeumann", new SecureRandom());

        assertThat(VerifierKey.parse(VERIFIER).verifies(other.sign("text\n"))).isFalse();
        assertThat(other.verifier().verifies(other.sign("text\n"))).isTrue();
    }

    @Test
    void key_printed_showsNothingSecret() {
        SigningKey key = SigningKey.parse(SIGNER);

        assertThat(key.toString()).doesNotContain("AYEKFALVFGy").contains(VERIFIER);
    }

    @Test
    void key_damaged_isRefused() {
        assertThatThrownBy(() -> VerifierKey.parse(VERIFIER.replace("c74f", "c75f")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VerifierKey.parse("no key")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SigningKey.parse(SIGNER.replace("AYEK", "AYEL")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void checkpoint_writtenAndRead_isTheSame() {
        Checkpoint checkpoint = new Checkpoint("weir.example/log", 20_852_163, TreeHasher.EMPTY);

        assertThat(checkpoint.text())
                .isEqualTo("weir.example/log\n20852163\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
        assertThat(Checkpoint.parse(checkpoint.text())).isEqualTo(checkpoint);
        assertThat(Checkpoint.parse(checkpoint.text() + "extension\n")).isEqualTo(checkpoint);
    }

    @Test
    void checkpoint_ofAnotherForm_isRefused() {
        String root = TreeHasher.EMPTY.base64();
        for (String text :
                List.of("", "log\n1\n", "log\n01\n" + root + "\n", "log\n-1\n" + root + "\n", "log\n1\nxx\n")) {
            assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void file_withATornEnd_goesOnBehindTheLastWholeCheckpoint() throws IOException {
        CheckpointFile file = new CheckpointFile(folder.resolve("checkpoints"));
        SigningKey key = SigningKey.generate("log", new SecureRandom());
        for (int size = 1; size <= 60; size++) {
            SignedNote next = key.sign(new Checkpoint("log", size, TreeHasher.EMPTY).text());
            String torn =
                    next.encoded().substring(0, (size * 7) % next.encoded().length());
            Files.writeString(file.path(), torn, StandardOpenOption.CREATE, StandardOpenOption.APPEND);

            file.append(next);

            assertThat(file.last()).map(SignedNote::encoded).hasValue(next.encoded());
        }
        assertThat(sizes(file)).hasSize(60).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void file_thatIsMissing_hasNoCheckpoints() throws IOException {
        CheckpointFile file = new CheckpointFile(folder.resolve("none"));

        assertThat(file.last()).isEmpty();
        assertThat(sizes(file)).isEmpty();
    }

    private static List<Long> sizes(CheckpointFile file) throws IOException {
        List<Long> sizes = new ArrayList<>();
        try (CheckpointFile.Cursor notes = file.read()) {
            for (Optional<String> note = notes.next(); note.isPresent(); note = notes.next()) {
                sizes.add(Checkpoint.parse(SignedNote.parse(note.get()).text()).size());
            }
        }
        return sizes;
    }
}
