package dev.weir.router.model;

import dev.weir.router.model.Branch.Outlook;
import dev.weir.router.signal.Difficulty;
import dev.weir.router.signal.LanguageGuess;
import dev.weir.router.signal.PromptText;
import dev.weir.router.signal.PromptText.Turn;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges prompts with a learned model: how likely the local model falls short where a strong one would not.
 *
 * <p>Reads the last turn. Uses the embedding where there is an embedder of the kind that the model was trained on and the
 * text isn't in a language that it doesn't know; otherwise words and form alone. An embedder that fails counts as none.
 * Turns, tools and structured output are not in the training data; they add fixed amounts. The same prompt always gets
 * the same difficulty. Thread-safe.
 */
public final class DifficultyEstimator {

    private static final Set<String> EMBEDDED_LANGUAGES = Set.of("en", LanguageGuess.UNDETERMINED);
    private static final double FIRM = 0.002;

    private final DifficultyModel model;
    private final Optional<TextEmbedder> embedder;
    private final Profile profile;
    private final LanguageGuess language = new LanguageGuess();

    /**
     * @param embedder none to judge by words and form alone
     * @param localModel the id of the model that would answer locally; one that the model has no profile of is taken for
     *     the reference
     */
    public DifficultyEstimator(DifficultyModel model, Optional<TextEmbedder> embedder, String localModel) {
        this.model = model;
        this.embedder = embedder.filter(
                given -> model.withMeaning().isPresent() && given.id().equals(model.embedder()));
        this.profile = model.profile(localModel);
    }

    /** Difficulty of the last turn, with the earlier ones as context. */
    public Difficulty difficulty(PromptText prompt) {
        return difficulty(prompt, judge(asked(prompt)));
    }

    /** The same by words and form alone, some hundred times faster: for where little depends on it. */
    public Difficulty glance(PromptText prompt) {
        return difficulty(prompt, judgeByWords(PromptVector.of(asked(prompt), model.scale())));
    }

    private static String asked(PromptText prompt) {
        return prompt.turns().isEmpty()
                ? prompt.system()
                : prompt.turns().getLast().text();
    }

    private Difficulty difficulty(PromptText prompt, Judged judged) {
        double firm = Math.clamp(judged.calibration.apply(profile.raw(judged.outlook)), FIRM, 1 - FIRM);
        Drivers drivers = new Drivers(model.scale().names());
        drivers.addText(judged.branch, judged.vector, judged.outlook, profile, judged.calibration);
        double logit = Math.log(firm / (1 - firm)) + drivers.addContext(prompt);
        return new Difficulty(1 / (1 + Math.exp(-logit)), drivers.strongest());
    }

    /** The difficulty of a text alone. */
    public double score(String text) {
        return difficulty(new PromptText("", List.of(new Turn(true, text)), false, false))
                .score();
    }

    private record Judged(Branch branch, PromptVector vector, Outlook outlook, Calibration calibration) {}

    private Judged judge(String text) {
        PromptVector plain = PromptVector.of(text, model.scale());
        Optional<PromptVector> full = embedding(text).map(plain::with);
        if (full.isPresent()
                && model.withMeaning().isPresent()
                && profile.withMeaning().isPresent()) {
            Branch branch = model.withMeaning().get();
            return new Judged(
                    branch,
                    full.get(),
                    branch.outlook(full.get()),
                    profile.withMeaning().get());
        }
        return judgeByWords(plain);
    }

    private Judged judgeByWords(PromptVector plain) {
        return new Judged(model.textOnly(), plain, model.textOnly().outlook(plain), profile.textOnly());
    }

    private Optional<float[]> embedding(String text) {
        if (embedder.isEmpty() || !EMBEDDED_LANGUAGES.contains(language.guess(text))) {
            return Optional.empty();
        }
        try {
            return embedder.map(present -> present.embed(text));
        } catch (RuntimeException failure) {
            return Optional.empty();
        }
    }
}
