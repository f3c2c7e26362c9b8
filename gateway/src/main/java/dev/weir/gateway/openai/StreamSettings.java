package dev.weir.gateway.openai;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code weir.streaming}: how streamed answers are kept going.
 *
 * @param keepAlive silence after which a comment line is sent
 * @param clientCheck how often to look whether a waiting client is still there
 */
@Validated
@ConfigurationProperties(prefix = "weir.streaming", ignoreUnknownFields = false)
record StreamSettings(
        @DefaultValue("15s") Duration keepAlive,
        @DefaultValue("250ms") Duration clientCheck) {

    StreamSettings {
        if (!keepAlive.isPositive() || !clientCheck.isPositive()) {
            throw new IllegalArgumentException("the durations under weir.streaming are above zero");
        }
    }
}
