package dev.weir.localmodels;

import java.util.Map;
import java.util.OptionalLong;

/**
 * How the next token is drawn from the model's logits.
 *
 * @param temperature 0 is greedy; above 0 divides the logits
 * @param topP nucleus sampling, in (0, 1]; 1 is off (Holtzman et al. 2020)
 * @param topK the k likeliest tokens only; 0 is off
 * @param minP tokens below this share of the likeliest one's probability are left out; 0 is off (Nguyen et al. 2024)
 * @param repetitionPenalty divides positive and multiplies negative logits of tokens seen in prompt or answer; 1 is
 *     off (Keskar et al. 2019)
 * @param presencePenalty subtracted once from logits of tokens already generated, -2 to 2
 * @param frequencyPenalty subtracted per occurrence from logits of tokens already generated, -2 to 2
 * @param seed makes drawing repeatable
 * @param logitBias added to logits by token id, -100 to 100
 */
public record SamplingOptions(
        double temperature,
        double topP,
        int topK,
        double minP,
        double repetitionPenalty,
        double presencePenalty,
        double frequencyPenalty,
        OptionalLong seed,
        Map<Integer, Double> logitBias) {

    /** Always the likeliest token. */
    public static final SamplingOptions GREEDY =
            new SamplingOptions(0, 1, 0, 0, 1, 0, 0, OptionalLong.empty(), Map.of());

    public SamplingOptions {
        logitBias = Map.copyOf(logitBias);
        require(temperature >= 0 && temperature <= 2, "temperature is 0 to 2", temperature);
        require(topP > 0 && topP <= 1, "topP is above 0 and at most 1", topP);
        require(topK >= 0, "topK is at least 0", topK);
        require(minP >= 0 && minP <= 1, "minP is 0 to 1", minP);
        require(repetitionPenalty > 0, "repetitionPenalty is above 0", repetitionPenalty);
        require(Math.abs(presencePenalty) <= 2, "presencePenalty is -2 to 2", presencePenalty);
        require(Math.abs(frequencyPenalty) <= 2, "frequencyPenalty is -2 to 2", frequencyPenalty);
    }

    private static void require(boolean holds, String claim, double value) {
        if (!holds) {
            throw new IllegalArgumentException(claim + ", was " + value);
        }
    }
}
