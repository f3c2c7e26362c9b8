package dev.weir.gateway.security;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class KeyConfigurationTest {

    @TempDir
    Path directory;

    private ApplicationContextRunner context() {
        return new ApplicationContextRunner()
                .withUserConfiguration(KeyConfiguration.class)
                .withPropertyValues("weir.data-dir=" + directory);
    }

    @Test
    void start_joinsOwnAndDeclaredKeys() {
        context()
                .withPropertyValues("weir.keys[0].id=ci", "weir.keys[0].sha256=" + ApiKeys.hash("weir-one"))
                .withPropertyValues("weir.keys[1].id=desk", "weir.keys[1].team=hr", "weir.keys[1].labels.site=berlin")
                .withPropertyValues("weir.keys[1].sha256=" + ApiKeys.hash("weir-two"))
                .run(started -> {
                    KeyStore keys = started.getBean(KeyStore.class);
                    String bootstrap =
                            Files.readString(directory.resolve("bootstrap.key")).strip();
                    assertThat(keys.find("weir-one")).contains(new Caller("ci", "default", false));
                    assertThat(keys.find(bootstrap)).isPresent();
                    assertThat(keys.teams()).containsExactlyInAnyOrder("default", "hr");
                    assertThat(keys.labelNames()).containsExactly("site");
                });
    }

    @Test
    void declaredKeyNamedLikeTheBootstrapKey_stopsTheStartWithOneMessage() {
        context()
                .withPropertyValues("weir.keys[0].id=bootstrap", "weir.keys[0].sha256=" + ApiKeys.hash("weir-one"))
                .run(started -> {
                    FailureAnalysis analysis = requireNonNull(
                            new KeysFailureAnalyzer().analyze(requireNonNull(started.getStartupFailure())));
                    assertThat(analysis.getDescription()).contains("two keys have the id `bootstrap`");
                });
    }
}
