package dev.weir.router.model;

import dev.weir.router.model.Branch.Outlook;
import java.util.List;
import java.util.Optional;

/**
 * How the chances of the reference models turn into a difficulty for one local model.
 *
 * @param id {@link #REFERENCE}, or the local model's id
 * @param bias added to the raw score
 * @param weights of the outlook's numbers in the raw score
 * @param withMeaning raw scores to probabilities where there is an embedding
 * @param textOnly the same where there is none
 * @param judge of its answers; none where none was fitted
 */
public record Profile(
        String id,
        double bias,
        Weights weights,
        Optional<Calibration> withMeaning,
        Calibration textOnly,
        Optional<AnswerJudge> judge) {

    /** The profile that stands for a small general model of seven to nine billion parameters. */
    public static final String REFERENCE = "reference";

    /**
     * Weights of the four chances, in the outlook's order.
     *
     * @param experts what each expert's share adds: how much harder its kind of prompt is for this model than for the
     *     reference; none for the reference
     */
    public record Weights(double local, double cloud, double topicLocal, double topicCloud, List<Double> experts) {

        /** The gain of the strong model over the small one, by heads and by topics alike. */
        public static final Weights GAIN = new Weights(-1, 1, -1, 1, List.of());

        public Weights {
            experts = List.copyOf(experts);
        }

        double ofExperts(Outlook outlook) {
            double sum = 0;
            for (int i = 0; i < experts.size(); i++) {
                sum += experts.get(i) * outlook.experts()[i];
            }
            return sum;
        }
    }

    /** The score that the calibration reads; higher is harder. */
    public double raw(Outlook outlook) {
        return bias
                + weights.local() * outlook.local()
                + weights.cloud() * outlook.cloud()
                + weights.topicLocal() * outlook.topicLocal()
                + weights.topicCloud() * outlook.topicCloud()
                + weights.ofExperts(outlook);
    }
}
