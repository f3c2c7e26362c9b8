package dev.weir.gateway.inference.local;

import dev.weir.localmodels.Precision;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the local model runs.
 *
 * @param model id in the catalogue of models
 * @param threads processor threads of its engine; 0 is one for each processor
 * @param slots generations at work at once
 * @param queue generations that may wait for a slot; more are refused
 * @param contextWindow most tokens of prompt and answer together; the model's own limit may be lower
 * @param precision how exactly it computes
 * @param answer how it answers where the client leaves it open
 */
@Validated
@ConfigurationProperties(prefix = "weir.local", ignoreUnknownFields = false)
public record LocalProperties(
        @DefaultValue("smollm2-135m-instruct") @NotNull String model,
        @DefaultValue("0") @Min(0) int threads,
        @DefaultValue("4") @Min(1) @Max(64) int slots,
        @DefaultValue("64") @Min(0) @Max(10_000) int queue,
        @DefaultValue("8192") @Min(2) int contextWindow,
        @DefaultValue("exact") @NotNull Precision precision,
        @DefaultValue @NotNull @Valid LocalAnswerDefaults answer) {

    /** Threads to use on this machine. */
    int threadsHere() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
