package dev.weir.router.model;

import dev.weir.router.model.Branch.Outlook;
import dev.weir.router.signal.Difficulty.Driver;
import dev.weir.router.signal.PromptFeatures;
import dev.weir.router.signal.PromptText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which signals moved a difficulty, in logits.
 *
 * <p>The model isn't linear, so that a signal's part is its slope times its distance from the mean prompt: exact for
 * small distances, a good hint for larger ones. Not thread-safe.
 */
final class Drivers {

    private static final double EARLIER_TURNS = 0.2;
    private static final double TOOLS = 0.5;
    private static final double STRUCTURED_OUTPUT = 0.3;
    private static final double NEAR = 0.05;
    private static final double SLIGHT = 0.01;
    private static final int MOST = 12;

    private final List<String> features;
    private final Map<String, Double> parts = new TreeMap<>();

    Drivers(List<String> features) {
        this.features = features;
    }

    void addText(Branch branch, PromptVector vector, Outlook outlook, Profile profile, Calibration calibration) {
        double raw = profile.raw(outlook);
        double steepness = (logit(calibration.apply(raw + NEAR)) - logit(calibration.apply(raw - NEAR))) / (2 * NEAR);
        double[] asked = branch.topics().vote(vector, branch.experts().size()).experts();
        for (int expert = 0; expert < asked.length; expert++) {
            if (asked[expert] > SLIGHT) {
                addExpert(branch.experts().get(expert), vector, asked[expert] * steepness, profile.weights());
            }
        }
        add("similar_questions", steepness * topics(branch.topics(), outlook, profile));
    }

    private void addExpert(Expert expert, PromptVector vector, double share, Profile.Weights weights) {
        double local = share * weights.local() * slope(expert.local().probability(vector));
        double cloud = share * weights.cloud() * slope(expert.cloud().probability(vector));
        for (int i = 0; i < vector.dense().length; i++) {
            String signal = i < features.size() ? PromptFeatures.signal(features.get(i)) : "meaning";
            double weight =
                    local * expert.local().dense()[i] + cloud * expert.cloud().dense()[i];
            add(signal, weight * vector.dense()[i]);
        }
        add(
                "words",
                local * expert.local().gramsPart(vector)
                        + cloud * expert.cloud().gramsPart(vector));
    }

    private static double topics(Topics topics, Outlook outlook, Profile profile) {
        return profile.weights().topicLocal() * (outlook.topicLocal() - mean(topics.localRates()))
                + profile.weights().topicCloud() * (outlook.topicCloud() - mean(topics.cloudRates()));
    }

    /** Adds what turns, tools and schema weigh, and returns their sum. */
    double addContext(PromptText prompt) {
        double turns = EARLIER_TURNS * Math.log1p(Math.max(0, prompt.turns().size() - 1));
        double tools = prompt.tools() ? TOOLS : 0;
        double structured = prompt.structuredOutput() ? STRUCTURED_OUTPUT : 0;
        add("earlier_turns", turns);
        add("tools", tools);
        add("structured_output", structured);
        return turns + tools + structured;
    }

    List<Driver> strongest() {
        List<Driver> drivers = new ArrayList<>();
        parts.forEach((name, part) -> drivers.add(new Driver(name, part)));
        drivers.removeIf(driver -> !(Math.abs(driver.contribution()) >= SLIGHT));
        drivers.sort(Comparator.comparingDouble(driver -> -Math.abs(driver.contribution())));
        return drivers.subList(0, Math.min(MOST, drivers.size()));
    }

    private void add(String name, double part) {
        parts.merge(name, part, Double::sum);
    }

    private static double slope(double probability) {
        return probability * (1 - probability);
    }

    private static double logit(double probability) {
        double firm = Math.clamp(probability, 1e-6, 1 - 1e-6);
        return Math.log(firm / (1 - firm));
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / Math.max(1, values.length);
    }
}
