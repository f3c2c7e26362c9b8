package dev.weir.localmodels.sampling;

import dev.weir.localmodels.SamplingOptions;
import dev.weir.localmodels.TokenIds;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/**
 * Draws the tokens of one answer.
 *
 * <p>In this order: logit bias; repetition, then presence and frequency penalties; temperature; top-k; top-p; min-p; draw.
 * Each filter works on the distribution that the one before it left, renormalised. Temperature 0 takes the likeliest token
 * after the penalties, of equals the one with the lowest id. A bias of -100 excludes a token, and one of 100 excludes all
 * tokens but those that have it, as OpenAI's API promises.
 *
 * <p>The same options, prompt and logits give the same tokens if a seed is set. Not thread-safe; one per answer.
 */
public final class Sampler {

    private final SamplingOptions options;
    private final LogitAdjustment adjustment;
    private final CandidateFilter filter;
    private final SplittableRandom random;
    private final float[] logits;

    private Sampler(SamplingOptions options, TokenIds prompt, int vocabularySize) {
        this.options = options;
        this.adjustment = new LogitAdjustment(options, prompt);
        this.filter = new CandidateFilter(options, vocabularySize);
        this.random =
                options.seed().isPresent() ? new SplittableRandom(options.seed().getAsLong()) : new SplittableRandom();
        this.logits = new float[vocabularySize];
    }

    /**
     * A sampler for one answer.
     *
     * @param prompt the tokens before the answer, which the repetition penalty counts as seen
     * @throws IllegalArgumentException if the bias names a token outside the vocabulary
     */
    public static Sampler of(SamplingOptions options, TokenIds prompt, int vocabularySize) {
        for (int id : options.logitBias().keySet()) {
            if (id < 0 || id >= vocabularySize) {
                throw new IllegalArgumentException(
                        "logit bias names token %d; this model has tokens 0 to %d".formatted(id, vocabularySize - 1));
            }
        }
        return new Sampler(options, prompt, vocabularySize);
    }

    /**
     * Draws the next token and counts it as part of the answer.
     *
     * @param logits {@code [vocabulary]} from its position on; neither changed nor kept
     */
    public int next(FloatBuffer logits) {
        logits.get(logits.position(), this.logits);
        return draw();
    }

    /**
     * Draws the next token and counts it as part of the answer.
     *
     * @param logits {@code [vocabulary]}; neither changed nor kept
     */
    public int next(float[] logits) {
        System.arraycopy(logits, 0, this.logits, 0, this.logits.length);
        return draw();
    }

    private int draw() {
        adjustment.apply(logits);
        int likeliest = likeliest();
        int token = options.temperature() == 0 || logits[likeliest] == Float.NEGATIVE_INFINITY
                ? likeliest
                : filter.candidates(logits, logits[likeliest]).draw(random);
        adjustment.count(token);
        return token;
    }

    /** The likeliest token, of equals the first; makes what is no number impossible on the way. */
    private int likeliest() {
        int best = 0;
        for (int id = 0; id < logits.length; id++) {
            if (Float.isNaN(logits[id])) {
                logits[id] = Float.NEGATIVE_INFINITY;
            }
            if (logits[id] > logits[best]) {
                best = id;
            }
        }
        return best;
    }
}
