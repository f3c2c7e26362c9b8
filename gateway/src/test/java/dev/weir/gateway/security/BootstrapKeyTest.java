package dev.weir.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootstrapKeyTest {

    @TempDir
    Path parent;

    private List<StoredKey> load(Path directory) {
        return BootstrapKey.loadOrCreate(directory, new SecureRandom());
    }

    @Test
    void firstStart_makesAnAdminKeyForTheOwnersEyesOnly() throws Exception {
        Path directory = parent.resolve("data");

        KeyStore keys = new HashedKeys(load(directory));

        String key = Files.readString(directory.resolve("bootstrap.key")).strip();
        assertThat(key).matches("weir-[A-Za-z0-9]{43}");
        assertThat(keys.find(key)).contains(new Caller("bootstrap", "default", true));
        assertThat(mode(directory)).isEqualTo("rwx------");
        assertThat(mode(directory.resolve("bootstrap.key"))).isEqualTo("rw-------");
        assertThat(mode(directory.resolve("keys.json"))).isEqualTo("rw-------");
        assertThat(Files.readString(directory.resolve("keys.json"))).doesNotContain(key);
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(2);
        }
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void laterStart_keepsTheKeyAlsoWhenItsFileWasRemoved() throws Exception {
        List<StoredKey> first = load(parent);
        Files.delete(parent.resolve("bootstrap.key"));

        assertThat(load(parent)).isEqualTo(first);
        assertThat(parent.resolve("bootstrap.key")).doesNotExist();
    }

    @Test
    void crashBetweenTheFiles_makesANewPair() throws Exception {
        load(parent);
        Files.delete(parent.resolve("keys.json"));

        KeyStore keys = new HashedKeys(load(parent));

        assertThat(keys.find(Files.readString(parent.resolve("bootstrap.key")).strip()))
                .isPresent();
    }

    @Test
    void damagedKeyFile_stopsTheStart() throws Exception {
        for (String content : List.of("", "{", "{}", "{\"keys\":[{}]}", "{\"keys\":[],\"more\":1}")) {
            Files.writeString(parent.resolve("keys.json"), content);

            assertThatIllegalStateException().as(content).isThrownBy(() -> load(parent));
        }
    }

    @Test
    void generatedKeys_differ() {
        SecureRandom random = new SecureRandom();

        assertThat(ApiKeys.generate(random)).isNotEqualTo(ApiKeys.generate(random));
    }
}
