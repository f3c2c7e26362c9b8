package dev.weir.router.signal;

import dev.weir.router.signal.Difficulty.Driver;
import dev.weir.router.signal.Lexicon.Topic;
import dev.weir.router.signal.PromptText.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A first guess at how hard a request is, from what its text shows: length, vocabulary, numbers, code, turns.
 *
 * <p>Each signal is a logarithm of a count, so that a second hit counts for less than the first, times a weight; the sum
 * goes through the logistic function. The weights are set by hand, near those of a logistic regression of hard prompts
 * (Arena-Hard) against everyday ones (self-instruct, CLINC150). It says what a request looks like, not whether a given
 * model fails on it: on questions of one kind it is hardly better than length. A learned model takes its place later.
 *
 * <p>Takes time linear in the text's length. Thread-safe.
 */
public final class DifficultyHeuristic {
    private static final double BIAS = -1.35;
    private static final double SHORT = -0.8;
    private static final int SHORT_WORDS = 12;
    private static final int MOST_WORDS = 2000;
    private static final double TOOLS = 0.5;
    private static final double STRUCTURED_OUTPUT = 0.3;

    private final Lexicon lexicon = Lexicon.load();

    /** Difficulty of the last turn, with the earlier ones as context. */
    public Difficulty difficulty(PromptText prompt) {
        Turn asked =
                prompt.turns().isEmpty() ? new Turn(true, "") : prompt.turns().getLast();
        TextFeatures features = TextFeatures.of(asked.text(), lexicon);
        List<Driver> drivers = new ArrayList<>();
        addForm(features, drivers);
        addTopics(features, drivers);
        addContext(prompt, drivers);
        drivers.removeIf(driver -> driver.contribution() == 0);
        drivers.sort(Comparator.comparingDouble(driver -> -Math.abs(driver.contribution())));
        double sum = BIAS + drivers.stream().mapToDouble(Driver::contribution).sum();
        return new Difficulty(1 / (1 + Math.exp(-sum)), drivers);
    }

    private static void addForm(TextFeatures features, List<Driver> drivers) {
        add(drivers, "length", 0.3, Math.min(features.words(), MOST_WORDS));
        add(drivers, "several_questions", 0.2, features.questions() - 1.0);
        add(drivers, "numbers", 0.3, features.numbers());
        add(drivers, "math_signs", 0.3, features.mathSigns());
        add(drivers, "code_signs", 0.2, features.codeSigns());
        boolean isShort =
                features.words() < SHORT_WORDS && features.topic(Topic.DEEP) == 0 && features.topic(Topic.REPAIR) == 0;
        drivers.add(new Driver("short", isShort ? SHORT : 0));
    }

    private static void addTopics(TextFeatures features, List<Driver> drivers) {
        add(drivers, "reasoning_steps", 1.8, features.topic(Topic.DEEP));
        add(drivers, "reasoning", 0.8, features.topic(Topic.REASONING));
        add(drivers, "planning", 0.7, features.topic(Topic.PLANNING));
        add(drivers, "mathematics", 0.6, features.topic(Topic.MATHS));
        add(drivers, "code", 0.9, features.topic(Topic.CODE));
        add(drivers, "expert_field", 0.7, features.topic(Topic.EXPERT));
        add(drivers, "constraints", 0.1, features.topic(Topic.CONSTRAINT));
        add(drivers, "earlier_answer_wrong", 1.0, features.topic(Topic.REPAIR));
        add(drivers, "everyday_request", -1.0, features.topic(Topic.EASY));
    }

    private static void addContext(PromptText prompt, List<Driver> drivers) {
        add(drivers, "earlier_turns", 0.2, prompt.turns().size() - 1.0);
        drivers.add(new Driver("tools", prompt.tools() ? TOOLS : 0));
        drivers.add(new Driver("structured_output", prompt.structuredOutput() ? STRUCTURED_OUTPUT : 0));
    }

    private static void add(List<Driver> drivers, String name, double weight, double count) {
        drivers.add(new Driver(name, weight * Math.log1p(Math.max(0, count))));
    }
}
