package dev.weir.router.model;

import dev.weir.router.signal.AnswerSignals;
import dev.weir.router.signal.Difficulty;
import dev.weir.router.signal.Difficulty.Driver;
import dev.weir.router.signal.PromptFeatures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judges the finished answer of one local model: how likely it falls short where a strong model would not. A logistic
 * regression over what the answer tells about itself and over the difficulty that the prompt seemed to have.
 *
 * @param sha256 of the model file that it was fitted on; another quantisation is sure of itself in another way
 * @param names what it weighs: the answer's signals, then the difficulty before
 * @param means their means
 * @param deviations their standard deviations, none of them 0
 * @param weights one for each, per deviation
 */
@SuppressWarnings("ArrayRecordComponent") // read at once, never compared
public record AnswerJudge(
        String sha256, List<String> names, float[] means, float[] deviations, float bias, float[] weights) {

    /** A strange answer moves no signal by more deviations than this. */
    private static final double BOUND = 4;

    private static final double FIRM = 0.002;
    private static final double SLIGHT = 0.01;

    public AnswerJudge {
        names = List.copyOf(names);
        int count = names.size();
        if (means.length != count || deviations.length != count || weights.length != count) {
            throw new IllegalArgumentException("a judge has a mean, a deviation and a weight for each signal");
        }
        if (!names.equals(inputNames())) {
            throw new IllegalArgumentException("a judge weighs the signals of this release");
        }
    }

    /** What a judge weighs, by name. */
    public static List<String> inputNames() {
        List<String> names = new ArrayList<>(AnswerSignals.names());
        names.add("difficulty_before.logit");
        return List.copyOf(names);
    }

    /**
     * What a judge weighs.
     *
     * @param before how hard the prompt looked, 0 to 1
     */
    public static double[] inputs(double before, AnswerSignals answer) {
        double firm = Math.clamp(before, FIRM, 1 - FIRM);
        double[] inputs = new double[answer.values().size() + 1];
        for (int i = 0; i < inputs.length - 1; i++) {
            inputs[i] = answer.values().get(i);
        }
        inputs[inputs.length - 1] = Math.log(firm / (1 - firm));
        return inputs;
    }

    /** Difficulty once the answer is there: the chance that it falls short, and what moved it. */
    public Difficulty judge(Difficulty before, AnswerSignals answer) {
        double[] inputs = inputs(before.score(), answer);
        Map<String, Double> parts = new TreeMap<>();
        double logit = bias;
        for (int i = 0; i < inputs.length; i++) {
            double part = weights[i] * scaled(inputs[i], i);
            logit += part;
            parts.merge(PromptFeatures.signal(names.get(i)), part, Double::sum);
        }
        List<Driver> drivers = new ArrayList<>();
        parts.forEach((name, part) -> drivers.add(new Driver(name, part)));
        drivers.removeIf(driver -> !(Math.abs(driver.contribution()) >= SLIGHT));
        drivers.sort(Comparator.comparingDouble(driver -> -Math.abs(driver.contribution())));
        return new Difficulty(1 / (1 + Math.exp(-logit)), drivers);
    }

    /** One input in deviations from its mean, bounded. */
    public double scaled(double input, int place) {
        return Math.clamp((input - means[place]) / deviations[place], -BOUND, BOUND);
    }
}
