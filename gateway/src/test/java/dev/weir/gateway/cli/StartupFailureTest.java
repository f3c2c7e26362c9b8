package dev.weir.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.annotation.Configuration;

class StartupFailureTest {

    @Test
    void explain_failureSpringBootKnows_itsDescriptionAndAction() {
        CommandFailure failure = StartupFailure.explain(new IllegalStateException(new PortInUseException(8080)), null);

        assertThat(failure).hasMessageContaining("Web server failed to start. Port 8080 was already in use.");
        assertThat(failure.hint()).isNotEmpty();
        assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void explain_misspeltSetting_namedWithoutItsValue() {
        Throwable failure = failureOf("weir.model-store.souces=a-secret");

        assertThat(StartupFailure.explain(failure, null))
                .hasMessageContaining("unknown setting `weir.model-store.souces`")
                .message()
                .doesNotContain("a-secret", "Bindable");
    }

    @Test
    void explain_valueOfTheWrongKind_namedWithoutItsValue() {
        Throwable failure = failureOf("sample.port=a-secret");

        assertThat(StartupFailure.explain(failure, null))
                .hasMessageContaining("setting `sample.port`")
                .hasMessageContaining("has a value that is no int")
                .message()
                .doesNotContain("a-secret");
    }

    @Test
    void explain_settingThatItsRecordRefuses_inTheRecordsWords() {
        assertThat(StartupFailure.explain(failureOf("sample.port=0"), null))
                .hasMessageContaining("setting `sample`")
                .hasMessageContaining("a port is at least 1");
    }

    private static Throwable failureOf(String property) {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        new ApplicationContextRunner()
                .withUserConfiguration(CliConfiguration.class, SampleConfiguration.class)
                .withPropertyValues(property)
                .run(context -> failure.set(context.getStartupFailure()));
        return Objects.requireNonNull(failure.get());
    }

    @ConfigurationProperties(prefix = "sample", ignoreUnknownFields = false)
    record SampleProperties(@DefaultValue("1") int port) {

        SampleProperties {
            if (port < 1) {
                throw new IllegalArgumentException("a port is at least 1");
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(SampleProperties.class)
    static class SampleConfiguration {}

    @Test
    void explain_unknownFailure_deepestMessage() {
        CommandFailure failure = StartupFailure.explain(
                new IllegalStateException("outer", new IllegalStateException("the model's window is too small")), null);

        assertThat(failure).hasMessage("Weir could not start: the model's window is too small");
    }
}
