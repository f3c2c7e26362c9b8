package dev.weir.gateway.difficulty;

import dev.weir.localmodels.ChatMessage;
import dev.weir.localmodels.Generation;
import dev.weir.localmodels.GenerationEvent;
import dev.weir.localmodels.GenerationEvent.FinishReason;
import dev.weir.localmodels.GenerationRequest;
import dev.weir.localmodels.LocalModel;
import dev.weir.localmodels.LogprobRequest;
import dev.weir.localmodels.PromptTooLongException;
import dev.weir.localmodels.SamplingOptions;
import dev.weir.localmodels.TokenLogprob;
import dev.weir.router.learning.GoldQuestion;
import dev.weir.router.learning.JsonLines;
import dev.weir.router.signal.AnswerSignals;
import dev.weir.router.signal.FinishedAnswer;
import dev.weir.router.signal.TokenCertainty;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks a local model questions with known answers and keeps, line by line, what it got right and what its answers told
 * about themselves: {@code {"id", "kind", "model", "sha256", "correct", "signals"}}. Goes on where a broken-off run
 * stopped. Answers greedily, so that another run says the same.
 */
public final class AnswerSheet {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final double PRECISION = 1e5;

    private final LocalModel model;
    private final Path file;
    private final int atOnce;

    /**
     * @param file gets the lines; those that are in it already are kept
     * @param atOnce questions that the model works on at the same time, at least 1
     */
    public AnswerSheet(LocalModel model, Path file, int atOnce) {
        this.model = model;
        this.file = file;
        this.atOnce = atOnce;
    }

    private record Asked(GoldQuestion question, Optional<Generation> generation) {}

    /**
     * Asks what isn't answered yet.
     *
     * @param progress told the number of questions answered, earlier runs' included
     * @throws InterruptedException if the thread is interrupted; what was answered stays
     */
    public void fill(List<GoldQuestion> questions, IntConsumer progress) throws IOException, InterruptedException {
        Set<String> done = done();
        Deque<Asked> running = new ArrayDeque<>();
        int count = 0;
        try (BufferedWriter writer =
                Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (GoldQuestion question : questions) {
                if (done.contains(question.id())) {
                    progress.accept(++count);
                    continue;
                }
                running.add(new Asked(question, ask(question)));
                if (running.size() >= atOnce) {
                    write(writer, running.removeFirst());
                    progress.accept(++count);
                }
            }
            while (!running.isEmpty()) {
                write(writer, running.removeFirst());
                progress.accept(++count);
            }
        } finally {
            running.forEach(asked -> asked.generation().ifPresent(Generation::close));
        }
    }

    private Set<String> done() throws IOException {
        Set<String> done = new HashSet<>();
        if (Files.exists(file)) {
            for (JsonNode row : JsonLines.read(file)) {
                done.add(row.path("id").asString());
            }
        }
        return done;
    }

    /** Starts an answer; none where the question is longer than the model's window, which is a wrong answer too. */
    private Optional<Generation> ask(GoldQuestion question) {
        var prompt = model.prompt(List.of(new ChatMessage(ChatMessage.Role.USER, question.prompt())));
        try {
            return Optional.of(model.generate(new GenerationRequest(
                    prompt,
                    SamplingOptions.GREEDY,
                    List.of(),
                    question.answerTokens(),
                    new LogprobRequest.PerToken(2))));
        } catch (PromptTooLongException _) {
            return Optional.empty();
        }
    }

    private void write(BufferedWriter writer, Asked asked) throws IOException, InterruptedException {
        FinishedAnswer answer = asked.generation().isPresent()
                ? answer(asked.generation().get())
                : new FinishedAnswer("", List.of(), true);
        ObjectNode line = MAPPER.createObjectNode()
                .put("id", asked.question().id())
                .put("kind", asked.question().kind())
                .put("model", model.description().id().value())
                .put("sha256", model.description().sha256())
                .put("correct", asked.question().isRight(answer.text()) ? 1 : 0);
        ObjectNode signals = line.putObject("signals");
        List<Double> values = AnswerSignals.of(answer).values();
        for (int i = 0; i < values.size(); i++) {
            signals.put(AnswerSignals.names().get(i), (double) Math.round(values.get(i) * PRECISION) / PRECISION);
        }
        writer.write(MAPPER.writeValueAsString(line));
        writer.newLine();
        writer.flush();
    }

    private static FinishedAnswer answer(Generation generation) throws IOException, InterruptedException {
        try (generation) {
            StringBuilder text = new StringBuilder();
            List<TokenCertainty> tokens = new ArrayList<>();
            while (true) {
                switch (generation.next()) {
                    case GenerationEvent.TextDelta delta -> {
                        text.append(delta.text());
                        delta.tokens().stream().map(AnswerSheet::certainty).forEach(tokens::add);
                    }
                    case GenerationEvent.Finished end -> {
                        return new FinishedAnswer(text.toString(), tokens, end.reason() == FinishReason.LENGTH);
                    }
                    case GenerationEvent.Failed failed ->
                        throw new IOException("the model broke off: " + failed.cause());
                }
            }
        }
    }

    /** How sure the model was of one token; asked with the two likeliest at its place. */
    public static TokenCertainty certainty(TokenLogprob token) {
        List<TokenLogprob> top = token.top();
        double margin =
                top.size() < 2 ? 0 : top.getFirst().logprob() - top.get(1).logprob();
        return new TokenCertainty(token.logprob(), margin);
    }
}
