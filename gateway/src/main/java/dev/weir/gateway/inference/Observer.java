package dev.weir.gateway.inference;

import dev.weir.gateway.difficulty.LearnedDifficulty;
import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.injection.Injection;
import dev.weir.router.signal.LanguageGuess;
import dev.weir.router.signal.PromptText;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Steps 1 and 2: what is in a request, and how hard it looks. Thread-safe. */
final class Observer {

    private static final Set<String> INSTRUCTION_ROLES = Set.of("system", "developer");
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final LearnedDifficulty difficulty;
    private final LanguageGuess language;
    private final ModelDirectory models;
    private final Injection injection;

    Observer(LearnedDifficulty difficulty, LanguageGuess language, ModelDirectory models, Injection injection) {
        this.difficulty = difficulty;
        this.language = language;
        this.models = models;
        this.injection = injection;
    }

    /**
     * What there is to see, difficulty at a glance.
     *
     * @param inspector that of the policy which will decide
     */
    Observation observe(ChatRequest request, RequestInspector inspector) {
        Injection.Look look = injection.look(request.body(), inspector.inspect(request.body()));
        PromptText text = promptText(request);
        return new Observation(
                look.inspection(),
                difficulty.glance(text),
                look.score(),
                language.guess(asked(text)),
                promptTokens(request));
    }

    /** The same with difficulty judged in full, which takes milliseconds: for where the cloud is open. */
    Observation judge(ChatRequest request, Observation seen) {
        return new Observation(
                seen.inspection(),
                difficulty.judge(promptText(request)),
                seen.injection(),
                seen.language(),
                seen.promptTokens());
    }

    private static PromptText promptText(ChatRequest request) {
        String system = request.messages().stream()
                .filter(message -> INSTRUCTION_ROLES.contains(message.role()))
                .map(ChatRequest.Message::text)
                .collect(Collectors.joining("\n"));
        List<PromptText.Turn> turns = request.messages().stream()
                .filter(message -> !INSTRUCTION_ROLES.contains(message.role()))
                .map(message -> new PromptText.Turn(message.role().equals("user"), message.text()))
                .toList();
        return new PromptText(
                system,
                turns,
                request.needs().contains("tools"),
                request.needs().contains("response_format"));
    }

    /** The language of a request is that of its last question. */
    private static String asked(PromptText text) {
        return text.turns().reversed().stream()
                .filter(PromptText.Turn::fromUser)
                .map(PromptText.Turn::text)
                .findFirst()
                .orElse(text.system());
    }

    /** Counts only what could fit: a prompt eight times beyond the window needs no exact count. */
    private int promptTokens(ChatRequest request) {
        LocalBackend local = models.defaultLocal();
        long characters = request.messages().stream()
                .mapToLong(message -> message.text().length())
                .sum();
        long estimate = characters / CHARACTERS_PER_TOKEN;
        if (estimate > 8L * local.target().contextWindow()) {
            return (int) Math.min(estimate, Integer.MAX_VALUE);
        }
        return local.countTokens(request);
    }
}
