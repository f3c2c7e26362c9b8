package dev.weir.router.model;

import java.util.List;

/**
 * Which known topic a prompt is like, and how models did on it: a vote that generalises where single words don't.
 *
 * <p>Gaussians with a common covariance, so that each topic's score is linear (Fisher's discriminant).
 *
 * @param names topics, {@code moral_scenarios} for instance
 * @param weights a row for each topic over the dense numbers
 * @param biases one for each topic
 * @param experts the index of each topic's expert
 * @param localRates how often a small model was right on each, 0 to 1
 * @param cloudRates how often a strong model was
 */
@SuppressWarnings("ArrayRecordComponent") // read in the innermost loop, never compared
public record Topics(
        List<String> names, float[][] weights, float[] biases, int[] experts, float[] localRates, float[] cloudRates) {

    /** The Gaussians are overconfident on prompts that are like none of the topics. */
    private static final double TEMPERATURE = 0.5;

    public Topics {
        names = List.copyOf(names);
        int count = names.size();
        if (weights.length != count
                || biases.length != count
                || experts.length != count
                || localRates.length != count
                || cloudRates.length != count) {
            throw new IllegalArgumentException("each topic has weights, a bias and two rates");
        }
    }

    /**
     * What topics say of one prompt.
     *
     * @param local how often a small model would be right, 0 to 1
     * @param cloud how often a strong model would
     * @param experts how much each expert is asked, in all 1
     */
    @SuppressWarnings("ArrayRecordComponent") // read at once, never compared
    public record Vote(double local, double cloud, double[] experts) {}

    /** The mean of the topics' rates, weighted by how much the prompt is like each. */
    public Vote vote(PromptVector vector, int expertCount) {
        double[] likeness = likeness(vector.dense());
        double local = 0;
        double cloud = 0;
        double[] asked = new double[expertCount];
        for (int i = 0; i < likeness.length; i++) {
            local += likeness[i] * localRates[i];
            cloud += likeness[i] * cloudRates[i];
            asked[experts[i]] += likeness[i];
        }
        return new Vote(local, cloud, asked);
    }

    private double[] likeness(float[] dense) {
        double[] scores = new double[biases.length];
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = TEMPERATURE * (biases[i] + Vectors.dot(weights[i], dense));
            highest = Math.max(highest, scores[i]);
        }
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.exp(scores[i] - highest);
            sum += scores[i];
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= sum;
        }
        return scores;
    }
}
