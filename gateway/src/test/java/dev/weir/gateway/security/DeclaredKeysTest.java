package dev.weir.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class DeclaredKeysTest {

    private static final String HASH = ApiKeys.hash("weir-one");

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void nothingDeclared_noKeys() {
        assertThat(DeclaredKeys.of(environment)).isEmpty();
    }

    @Test
    void declaredKey_isKnownByItsHash() {
        environment.setProperty("weir.keys[0].id", "ci");
        environment.setProperty("weir.keys[0].team", "build");
        environment.setProperty("weir.keys[0].sha256", HASH.toUpperCase(Locale.ROOT));
        environment.setProperty("weir.keys[0].admin", "true");

        KeyStore keys = new HashedKeys(DeclaredKeys.of(environment));

        assertThat(keys.find("weir-one")).contains(new Caller("ci", "build", true));
        assertThat(keys.find("weir-two")).isEmpty();
    }

    @Test
    void defaults_areTeamDefaultAndNoAdmin() {
        environment.setProperty("weir.keys[0].id", "ci");
        environment.setProperty("weir.keys[0].sha256", HASH);

        assertThat(DeclaredKeys.of(environment)).containsExactly(new StoredKey("ci", "default", false, HASH));
    }

    @Test
    void labels_comeWithTheCaller() {
        environment.setProperty("weir.keys[0].id", "ci");
        environment.setProperty("weir.keys[0].sha256", HASH);
        environment.setProperty("weir.keys[0].labels.site", "berlin");
        environment.setProperty("weir.keys[0].labels.clearance", "high");

        assertThat(new HashedKeys(DeclaredKeys.of(environment)).find("weir-one"))
                .contains(new Caller("ci", "default", false, Map.of("site", "berlin", "clearance", "high")));
    }

    @Test
    void labels_thatCouldBreakALine_stopTheStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoredKey("ci", "build", false, HASH, Map.of("site", "a\nb")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoredKey("ci", "build", false, HASH, Map.of("si te", "a")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoredKey("ci", "build", false, HASH, Map.of("site", "x".repeat(257))));
    }

    @Test
    void misspeltField_stopsTheStart() {
        environment.setProperty("weir.keys[0].id", "ci");
        environment.setProperty("weir.keys[0].sha256", HASH);
        environment.setProperty("weir.keys[0].admn", "true");

        assertThatException().isThrownBy(() -> DeclaredKeys.of(environment));
    }

    @Test
    void missingOrWrongHash_stopsTheStart() {
        environment.setProperty("weir.keys[0].id", "ci");
        assertThatException().isThrownBy(() -> DeclaredKeys.of(environment));

        environment.setProperty("weir.keys[0].sha256", "weir-one");
        assertThatException().isThrownBy(() -> DeclaredKeys.of(environment));
    }

    @Test
    void twoKeysOfOneId_stopTheStart() {
        StoredKey key = new StoredKey("ci", "build", false, HASH);

        assertThatIllegalArgumentException().isThrownBy(() -> new HashedKeys(List.of(key, key)));
    }

    @Test
    void namesThatCouldBreakALogLine_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StoredKey("a\nb", "team", false, HASH));
        assertThatIllegalArgumentException().isThrownBy(() -> new StoredKey("a", "te am", false, HASH));
    }
}
