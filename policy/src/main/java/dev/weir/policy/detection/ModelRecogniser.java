package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Turns a model's spans into matches. It isn't among a registry's other recognisers since it is asked later, for all of a
 * request's texts, and since the others' matches stand without it. Thread-safe.
 */
final class ModelRecogniser {

    /** What checks a digit or a form knows more than a model ever does, so a model's scores end here. */
    private static final double SUREST = 0.9;

    /** A probability that is no accident. */
    private static final double SURE = 0.95;

    private static final String GUESSING = new PersonRecogniser().name();
    private static final double GOOD_GUESS = 0.8;

    private static final double LEAST = 0.01;
    private static final int MIN_LETTERS = 2;

    private final EntityModel model;
    private final ModelEntities labels;
    private final Map<String, Double> thresholds;
    private final AllowedTexts allowed;
    private final double leastProbability;

    /** @param thresholds least score by entity name */
    ModelRecogniser(EntityModel model, ModelEntities labels, Map<String, Double> thresholds, AllowedTexts allowed) {
        this(model, labels, thresholds, allowed, 0);
    }

    private ModelRecogniser(
            EntityModel model,
            ModelEntities labels,
            Map<String, Double> thresholds,
            AllowedTexts allowed,
            double leastProbability) {
        this.model = model;
        this.labels = labels;
        this.thresholds = Map.copyOf(thresholds);
        this.allowed = allowed;
        this.leastProbability = leastProbability;
    }

    /** The same where the model is sure. */
    ModelRecogniser whereSure() {
        return new ModelRecogniser(model, labels, thresholds, allowed, SURE);
    }

    String name() {
        return "entity-model";
    }

    Set<Entity> entities() {
        return labels.entities();
    }

    /**
     * Whether a match is a guess at a name by what is around it, which counts only where the model sees something too: of
     * such guesses without the model next to none was right (measured on real prompts).
     */
    static boolean knowsBetter(Match match) {
        return match.recogniser().equals(GUESSING) && match.score() < GOOD_GUESS;
    }

    /** Whether there is anything in a text for the model to judge: letters. */
    static boolean reads(String text) {
        int letters = 0;
        for (int i = 0; i < text.length() && letters < MIN_LETTERS; i++) {
            letters += Character.isLetter(text.charAt(i)) ? 1 : 0;
        }
        return letters >= MIN_LETTERS;
    }

    /** Everything found, in order. */
    List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        for (EntityModel.Span span : model.spans(text)) {
            if (span.score() >= leastProbability) {
                labels.of(span.label()).ifPresent(entity -> add(text, span, entity, found));
            }
        }
        found.removeIf(match -> allowed.allow(text, match));
        return found;
    }

    private void add(String text, EntityModel.Span span, Entity entity, List<Match> found) {
        int start = span.start();
        int end = span.end();
        while (start < end && !belongs(text.charAt(start), entity)) {
            start++;
        }
        while (end > start && !belongs(text.charAt(end - 1), entity)) {
            end--;
        }
        double score = Math.max(LEAST, SUREST * Math.min(1, span.score()));
        if (start < end && score >= thresholds.getOrDefault(entity.name(), 0.0)) {
            found.add(new Match(entity, start, end, score, name(), explanation(span.score())));
        }
    }

    /** A span neither begins nor ends with blanks, quotes or brackets, which belong to what is around it. */
    private static boolean belongs(char c, Entity entity) {
        return Character.isLetterOrDigit(c)
                || Character.isSurrogate(c)
                || Character.getType(c) == Character.NON_SPACING_MARK
                || (c == '.' && !entity.category().equals(Entity.Category.HEALTH));
    }

    private String explanation(double probability) {
        return String.format(Locale.ROOT, "model %s, probability %.2f", model.name(), probability);
    }
}
