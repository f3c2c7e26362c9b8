package dev.weir.localmodels.sampling;

import dev.weir.localmodels.SamplingOptions;
import dev.weir.localmodels.TokenIds;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Applies logit bias and penalties, and keeps the counts that they need. */
final class LogitAdjustment {

    private static final double EXCLUDE = -100;
    private static final double EXCLUSIVE = 100;

    private final SamplingOptions options;
    private final boolean hasExclusive;
    /** Tokens of prompt and answer. */
    private final BitSet seen = new BitSet();
    /** Times that each token of the answer came. */
    private final Map<Integer, Integer> generated = new HashMap<>();

    LogitAdjustment(SamplingOptions options, TokenIds prompt) {
        this.options = options;
        this.hasExclusive = options.logitBias().values().stream().anyMatch(bias -> bias >= EXCLUSIVE);
        if (options.repetitionPenalty() != 1) {
            for (int i = 0; i < prompt.size(); i++) {
                seen.set(prompt.get(i));
            }
        }
    }

    void apply(float[] logits) {
        bias(logits);
        if (options.repetitionPenalty() != 1) {
            float penalty = (float) options.repetitionPenalty();
            seen.stream().forEach(id -> logits[id] = logits[id] > 0 ? logits[id] / penalty : logits[id] * penalty);
        }
        if (options.presencePenalty() != 0 || options.frequencyPenalty() != 0) {
            generated.forEach((id, times) ->
                    logits[id] -= (float) (options.presencePenalty() + times * options.frequencyPenalty()));
        }
    }

    private void bias(float[] logits) {
        if (hasExclusive) {
            float[] all = logits.clone();
            Arrays.fill(logits, Float.NEGATIVE_INFINITY);
            options.logitBias().forEach((id, bias) -> {
                if (bias >= EXCLUSIVE) {
                    logits[id] = all[id];
                }
            });
            return;
        }
        options.logitBias()
                .forEach((id, bias) ->
                        logits[id] = bias <= EXCLUDE ? Float.NEGATIVE_INFINITY : logits[id] + bias.floatValue());
    }

    void count(int token) {
        seen.set(token);
        generated.merge(token, 1, Integer::sum);
    }
}
