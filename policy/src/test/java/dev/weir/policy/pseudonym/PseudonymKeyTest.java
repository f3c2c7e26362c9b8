package dev.weir.policy.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PseudonymKeyTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void loadOrCreate_twice_sameKeyThatOnlyTheOwnerReads() throws IOException {
        Path file = folder.resolve("pseudonym.key");

        String first = PseudonymKey.loadOrCreate(file).fingerprint("x");

        assertThat(PseudonymKey.loadOrCreate(file).fingerprint("x")).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void loadOrCreate_othersMayRead_refused() throws IOException {
        Path file = folder.resolve("pseudonym.key");
        PseudonymKey.loadOrCreate(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatIOException()
                .isThrownBy(() -> PseudonymKey.loadOrCreate(file))
                .withMessageContaining("chmod 600");
    }

    @Test
    void loadOrCreate_cutOff_refused() throws IOException {
        Path file = folder.resolve("pseudonym.key");
        PseudonymKey.loadOrCreate(file);
        Files.write(file, new byte[5]);

        assertThatIOException()
                .isThrownBy(() -> PseudonymKey.loadOrCreate(file))
                .withMessageContaining("5 bytes");
    }
}
