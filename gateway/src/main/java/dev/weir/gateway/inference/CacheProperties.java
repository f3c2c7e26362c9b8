package dev.weir.gateway.inference;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Whether answers of cloud models are kept in memory, to serve the same request again.
 *
 * @param mode {@code off}, {@code exact}, or {@code similar}, which takes a last question that means the same for the same
 * @param timeToLive how long an answer is kept
 * @param maxSize bytes of all answers together
 * @param similarity least cosine of the two questions' embeddings
 */
@Validated
@ConfigurationProperties(prefix = "weir.cache", ignoreUnknownFields = false)
public record CacheProperties(
        @DefaultValue("off") @NotNull Mode mode,
        @DefaultValue("10m") @NotNull Duration timeToLive,
        @DefaultValue("64MB") @NotNull DataSize maxSize,

        @DefaultValue("0.97") @DecimalMin("0.8") @DecimalMax("1")
        double similarity) {

    public CacheProperties {
        if (timeToLive.isNegative() || timeToLive.isZero()) {
            throw new IllegalArgumentException("weir.cache.time-to-live is more than nothing");
        }
    }

    /** Which answers are served again. */
    public enum Mode {
        OFF,
        EXACT,
        SIMILAR
    }
}
