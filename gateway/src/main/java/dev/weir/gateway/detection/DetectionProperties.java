package dev.weir.gateway.detection;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How detection runs its model.
 *
 * @param model which one
 * @param threads processor threads of a run; 0 is one for each processor
 * @param timeLimit longest time for one text; what isn't judged by then counts as not inspected
 * @param remembered how many texts' findings are remembered, so that earlier turns of a conversation cost nothing
 */
@Validated
@ConfigurationProperties(prefix = "weir.detection", ignoreUnknownFields = false)
public record DetectionProperties(
        @DefaultValue("bundled") @NotNull Model model,
        @DefaultValue("0") @Min(0) @Max(256) int threads,
        @DefaultValue("30s") @NotNull Duration timeLimit,
        @DefaultValue("4096") @Min(0) @Max(1_000_000) int remembered) {

    /** The bundled model, for whoever has no settings. */
    public static final DetectionProperties BUNDLED =
            new DetectionProperties(Model.BUNDLED, 0, Duration.ofSeconds(30), 4096);

    public DetectionProperties {
        if (!timeLimit.isPositive()) {
            throw new IllegalArgumentException("weir.detection.time-limit is positive");
        }
    }

    /** Which model finds what rules can't. */
    public enum Model {
        /** The one that comes with Weir. */
        BUNDLED,
        /** None: rules run, and every inspection that should have asked the model is degraded, so nothing leaves. */
        NONE,
        /** None, and rules are taken to be enough: names that no rule finds leave in the clear. */
        RULES
    }

    /** Threads to use on this machine. */
    int threadsHere() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
