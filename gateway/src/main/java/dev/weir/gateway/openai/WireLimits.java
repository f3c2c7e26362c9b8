package dev.weir.gateway.openai;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * {@code weir.limits}: how much one request may ask for.
 *
 * @param maxRequestBytes size of a request's body; a larger one gets 413
 * @param maxChoices the largest {@code n}, 1 to 128
 */
@Validated
@ConfigurationProperties(prefix = "weir.limits", ignoreUnknownFields = false)
record WireLimits(
        @DefaultValue("10MB") DataSize maxRequestBytes,
        @Min(1) @Max(128) @DefaultValue("8") int maxChoices) {

    WireLimits {
        if (maxRequestBytes.toBytes() < 1024 || maxRequestBytes.toMegabytes() > 64) {
            throw new IllegalArgumentException("weir.limits.max-request-bytes is 1KB to 64MB");
        }
    }
}
