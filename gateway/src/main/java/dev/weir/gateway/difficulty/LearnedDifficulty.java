package dev.weir.gateway.difficulty;

import dev.weir.router.model.AnswerJudge;
import dev.weir.router.model.DifficultyEstimator;
import dev.weir.router.model.DifficultyModel;
import dev.weir.router.model.TextEmbedder;
import dev.weir.router.signal.Difficulty;
import dev.weir.router.signal.PromptText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** How hard requests are for the local model, as learned. Thread-safe. Whoever opens one closes it. */
public final class LearnedDifficulty implements AutoCloseable {

    /** One request embeds at a time; more threads than these gain little on its few tokens. */
    private static final int MOST_THREADS = 2;

    private final DifficultyModel model;
    private final DifficultyEstimator estimator;
    private final Runnable closing;

    private LearnedDifficulty(DifficultyModel model, DifficultyEstimator estimator, Runnable closing) {
        this.model = model;
        this.estimator = estimator;
        this.closing = closing;
    }

    /** With a model and an embedder that somebody else closes. */
    public static LearnedDifficulty of(DifficultyModel model, Optional<TextEmbedder> embedder, String localModel) {
        return new LearnedDifficulty(model, new DifficultyEstimator(model, embedder, localModel), () -> {});
    }

    /**
     * Loads the model in force and the embedder.
     *
     * @param localModel the id of the model that answers locally
     * @throws dev.weir.router.model.InvalidModelException if there is a model that can't be used
     */
    public static LearnedDifficulty open(Path dataFolder, String localModel) throws IOException {
        DifficultyModel model = DifficultyModels.inForce(dataFolder);
        int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        Optional<SentenceMeaning> meaning = SentenceMeaning.open(threads);
        return new LearnedDifficulty(
                model,
                new DifficultyEstimator(model, meaning.map(Function.identity()), localModel),
                () -> meaning.ifPresent(SentenceMeaning::close));
    }

    /** By words, form and meaning: some milliseconds. */
    public Difficulty judge(PromptText prompt) {
        return estimator.difficulty(prompt);
    }

    /** By words and form alone: a fraction of a millisecond. */
    public Difficulty glance(PromptText prompt) {
        return estimator.glance(prompt);
    }

    /**
     * The judge of a local model's answers; none where none was fitted for that very file.
     *
     * @param sha256 of the model's file
     */
    public Optional<AnswerJudge> judge(String localModel, String sha256) {
        return model.profile(localModel).judge().filter(judge -> judge.sha256().equals(sha256));
    }

    @Override
    public void close() {
        closing.run();
    }
}
