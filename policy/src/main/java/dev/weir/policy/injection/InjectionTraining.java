package dev.weir.policy.injection;

import dev.weir.policy.detection.ShadowText;
import dev.weir.policy.injection.InjectionFeatures.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Trains the model: logistic regression by AdaGrad (Duchi et al., 2011) over windows of texts. Attacks and other texts
 * count alike in all, however many there are of each. Texts that are attacks only where they stand, since by themselves
 * they ask for a poem or a translation, count a third; texts with the words of attacks and nothing of them, three times.
 * The same texts give the same model on every machine.
 */
public final class InjectionTraining {

    private static final int EPOCHS = 6;
    private static final double RATE = 0.1;
    private static final double DECAY = 1e-5;
    private static final long SEED = 7;
    private static final int MOST_WINDOWS_OF_ATTACK = 4;
    private static final int MOST_WINDOWS = 8;
    private static final int WEIGHING_WINDOWS = 3;

    private static final Set<String> ATTACKS_IN_THEIR_PLACE = Set.of(
            "output_formatting_manipulation",
            "overload_with_information",
            "indirect_reference",
            "different_user_input_language",
            "token_smuggling",
            "hypothetical_scenario",
            "many_shot_attack",
            "repeated_token_attack");

    /** Benign texts with the words of attacks. */
    static final String TRIGGER_WORDS = "InjecGuard/NotInject";

    private InjectionTraining() {}

    @SuppressWarnings("ArrayRecordComponent") // made and read within this class
    private record Window(int[] words, int[] letters, double[] form, double target, double weight) {}

    /**
     * Trains on all texts.
     *
     * @param about goes into the model's file: on what it was trained, and how it did
     */
    public static InjectionModel train(String id, List<InjectionText> texts, JsonNode about) {
        return InjectionModel.of(id, weights(windows(texts)), about);
    }

    private static List<Window> windows(List<InjectionText> texts) {
        double attacks = texts.stream().filter(InjectionText::attack).count();
        double others = texts.size() - attacks;
        var windows = new ArrayList<Window>();
        for (InjectionText text : texts) {
            double share = texts.size() / 2.0 / Math.max(1, text.attack() ? attacks : others);
            double weight = share
                    * (text.attack() && ATTACKS_IN_THEIR_PLACE.contains(text.kind()) ? 0.3 : 1)
                    * (text.source().equals(TRIGGER_WORDS) ? 3 : 1);
            addWindows(text, weight, windows);
        }
        return windows;
    }

    private static void addWindows(InjectionText text, double weight, List<Window> windows) {
        List<Block> blocks = new ArrayList<>(InjectionFeatures.blocks(ShadowText.of(text.text())));
        if (blocks.size() == 1) {
            blocks.addFirst(InjectionFeatures.EMPTY);
        }
        int all = blocks.size() - 1;
        int used = Math.min(all, text.attack() ? MOST_WINDOWS_OF_ATTACK : MOST_WINDOWS);
        double each = weight / (text.attack() ? used : Math.min(used, WEIGHING_WINDOWS));
        for (int i = 0; i < used; i++) {
            Block a = blocks.get(i * all / used);
            Block b = blocks.get(i * all / used + 1);
            windows.add(new Window(
                    joined(a.words(), b.words()),
                    joined(a.letters(), b.letters()),
                    InjectionFeatures.form(a, b, text.text().length()),
                    text.attack() ? 1 : 0,
                    each));
        }
    }

    private static int[] joined(int[] a, int[] b) {
        int[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    private static float[] weights(List<Window> windows) {
        var weights = new float[InjectionFeatures.BUCKETS + InjectionFeatures.FORMS];
        var squares = new float[weights.length];
        Arrays.fill(squares, 1e-3f);
        var order = new ArrayList<>(windows);
        var random = new Random(SEED);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            Collections.shuffle(order, random);
            order.forEach(window -> learn(window, weights, squares));
        }
        return weights;
    }

    private static void learn(Window window, float[] weights, float[] squares) {
        double error = (1 / (1 + StrictMath.exp(-logit(window, weights))) - window.target()) * window.weight();
        descend(window.words(), error, weights, squares);
        descend(window.letters(), error, weights, squares);
        for (int i = 0; i < window.form().length; i++) {
            step(InjectionFeatures.BUCKETS + i, error * window.form()[i], weights, squares);
        }
    }

    private static void descend(int[] buckets, double error, float[] weights, float[] squares) {
        double each = error / Math.sqrt(Math.max(1, buckets.length));
        for (int bucket : buckets) {
            step(bucket, each + DECAY * weights[bucket], weights, squares);
        }
    }

    private static void step(int at, double gradient, float[] weights, float[] squares) {
        squares[at] += (float) (gradient * gradient);
        weights[at] -= (float) (RATE * gradient / Math.sqrt(squares[at]));
    }

    private static double logit(Window window, float[] weights) {
        double logit = mean(window.words(), weights) + mean(window.letters(), weights);
        for (int i = 0; i < window.form().length; i++) {
            logit += weights[InjectionFeatures.BUCKETS + i] * window.form()[i];
        }
        return logit;
    }

    private static double mean(int[] buckets, float[] weights) {
        double sum = 0;
        for (int bucket : buckets) {
            sum += weights[bucket];
        }
        return sum / Math.sqrt(Math.max(1, buckets.length));
    }
}
