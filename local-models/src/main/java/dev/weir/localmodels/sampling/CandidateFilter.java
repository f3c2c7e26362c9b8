package dev.weir.localmodels.sampling;

import dev.weir.localmodels.SamplingOptions;

/**
 * Temperature, top-k, top-p and min-p.
 *
 * <p>Weights are relative to the likeliest token's, which is 1. Tokens below {@value #LEAST_EXPONENT} in its exponent are
 * left out from the start: of a vocabulary of a million they would be drawn together less than once in ten million draws.
 * Nothing is sorted but the tokens that top-k or top-p keep, and a few more.
 */
final class CandidateFilter {

    private static final double LEAST_EXPONENT = -30;
    /** How far below the likeliest token top-p looks first, and how much further each time that isn't enough. */
    private static final double NUCLEUS_STEP = 4;

    private final SamplingOptions options;
    private final TopTokens top;
    private final Candidates candidates;
    /** Of all tokens, where top-p needs them; shared by its steps. */
    private final double[] weights;

    /** Below this exponent a token has no weight. */
    private final double leastExponent;

    CandidateFilter(SamplingOptions options, int vocabularySize) {
        this.options = options;
        this.top = new TopTokens(vocabularySize);
        this.candidates = new Candidates(vocabularySize);
        this.weights = new double[options.topP() < 1 ? vocabularySize : 0];
        boolean onlyMinP = options.topP() == 1 && options.minP() > 0;
        this.leastExponent = onlyMinP ? Math.max(LEAST_EXPONENT, Math.log(options.minP()) - 1e-6) : LEAST_EXPONENT;
    }

    /**
     * What is left to draw from: at least one token. Valid until the next call.
     *
     * @param best the greatest of {@code logits}, finite
     */
    Candidates candidates(float[] logits, float best) {
        boolean topK = options.topK() > 0 && options.topK() < logits.length;
        if (topK) {
            top.select(logits, options.topK());
        }
        if (options.topP() < 1) {
            nucleus(logits, best, topK);
        } else if (topK) {
            addTop(logits, best, Double.POSITIVE_INFINITY);
        } else {
            addAll(logits, best);
        }
        return candidates;
    }

    private void nucleus(float[] logits, float best, boolean topK) {
        double total = topK ? totalOfTop(logits, best) : totalOfAll(logits, best);
        double needed = options.topP() * total;
        if (!topK) {
            selectMass(logits, best, needed);
        }
        addTop(logits, best, needed);
    }

    private double totalOfTop(float[] logits, float best) {
        double total = 0;
        for (int rank = 0; rank < top.count(); rank++) {
            total += weight(logits[top.id(rank)], best);
        }
        return total;
    }

    private double totalOfAll(float[] logits, float best) {
        double total = 0;
        for (int id = 0; id < logits.length; id++) {
            weights[id] = weight(logits[id], best);
            total += weights[id];
        }
        return total;
    }

    /** Sorts just enough of the likeliest tokens to hold the mass {@code needed}. */
    private void selectMass(float[] logits, float best, double needed) {
        double exponent = 0;
        double mass;
        do {
            exponent -= NUCLEUS_STEP;
            mass = 0;
            top.clear();
            float least = (float) (best + exponent * options.temperature());
            for (int id = 0; id < logits.length; id++) {
                if (logits[id] >= least) {
                    top.add(logits[id], id);
                    mass += weights[id];
                }
            }
        } while (mass < needed && exponent > LEAST_EXPONENT);
        top.sort();
    }

    /** Takes the likeliest until their mass reaches {@code needed} or min-p ends it. */
    private void addTop(float[] logits, float best, double needed) {
        candidates.clear();
        double mass = 0;
        for (int rank = 0; rank < top.count() && mass < needed; rank++) {
            int id = top.id(rank);
            double weight = weight(logits[id], best);
            if (weight == 0 || weight < options.minP()) {
                break;
            }
            mass += weight;
            candidates.add(id, weight);
        }
    }

    private void addAll(float[] logits, float best) {
        candidates.clear();
        for (int id = 0; id < logits.length; id++) {
            double weight = weight(logits[id], best);
            if (weight > 0 && weight >= options.minP()) {
                candidates.add(id, weight);
            }
        }
    }

    private double weight(float logit, float best) {
        double exponent = ((double) logit - best) / options.temperature();
        return exponent < leastExponent ? 0 : Math.exp(exponent);
    }
}
