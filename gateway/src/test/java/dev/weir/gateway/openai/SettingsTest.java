package dev.weir.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** {@code weir.limits} and {@code weir.streaming}. */
class SettingsTest {

    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({WireLimits.class, StreamSettings.class})
    static class Settings {}

    @Test
    void nothingSet_defaults() {
        context.run(started -> {
            assertThat(started.getBean(WireLimits.class)).isEqualTo(new WireLimits(DataSize.ofMegabytes(10), 8));
            assertThat(started.getBean(StreamSettings.class))
                    .isEqualTo(new StreamSettings(Duration.ofSeconds(15), Duration.ofMillis(250)));
        });
    }

    @Test
    void everythingSet_isRead() {
        context.withPropertyValues(
                        "weir.limits.max-request-bytes=2048",
                        "weir.limits.max-choices=3",
                        "weir.streaming.keep-alive=5s",
                        "weir.streaming.client-check=1s")
                .run(started -> {
                    assertThat(started.getBean(WireLimits.class)).isEqualTo(new WireLimits(DataSize.ofBytes(2048), 3));
                    assertThat(started.getBean(StreamSettings.class))
                            .isEqualTo(new StreamSettings(Duration.ofSeconds(5), Duration.ofSeconds(1)));
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weir.limits.max-request-byte=1MB",
                "weir.limits.max-request-bytes=1",
                "weir.limits.max-request-bytes=65MB",
                "weir.limits.max-choices=0",
                "weir.limits.max-choices=129",
                "weir.streaming.keep-alive=0s",
                "weir.streaming.client-check=-1s",
                "weir.streaming.keepalive-after=1s"
            })
    void misspeltOrOutOfRange_stopsTheStart(String property) {
        context.withPropertyValues(property).run(started -> assertThat(started).hasFailed());
    }
}
