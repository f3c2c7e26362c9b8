package dev.weir.gateway.inference.local;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the local model answers where the client leaves it open.
 *
 * <p>OpenAI's own defaults (temperature 1, top-p 1) suit large models; a small one babbles with them. A request that
 * names neither is therefore sampled as the model card of SmolLM2 recommends: temperature 0.2, top-p 0.9. A request
 * that names one of the two gets OpenAI's default for the other.
 *
 * @param temperature used where a request names neither temperature nor top-p, 0 to 2
 * @param topP used where a request names neither temperature nor top-p, above 0 and at most 1
 * @param maxTokens most tokens of an answer whose request sets no limit; the model's window may end it earlier
 */
public record LocalAnswerDefaults(
        @DefaultValue("0.2") @DecimalMin("0.0") @DecimalMax("2.0")
        double temperature,

        @DefaultValue("0.9") @DecimalMin(value = "0.0", inclusive = false) @DecimalMax("1.0")
        double topP,

        @DefaultValue("2048") @Min(1) int maxTokens) {}
