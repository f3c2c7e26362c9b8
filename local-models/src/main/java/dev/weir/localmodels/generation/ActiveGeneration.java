package dev.weir.localmodels.generation;

import dev.weir.localmodels.GenerationEvent;
import dev.weir.localmodels.GenerationEvent.FinishReason;
import dev.weir.localmodels.GenerationRequest;
import dev.weir.localmodels.LogprobRequest;
import dev.weir.localmodels.TokenLogprob;
import dev.weir.localmodels.sampling.LogprobExtractor;
import dev.weir.localmodels.tokenizer.Tokenizer;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** A generation in a slot: each {@link #step} takes it one chunk of the prompt or one token further. Not thread-safe. */
final class ActiveGeneration {

    /** Longest chunk of a prompt in one step, so that others wait for no more. */
    static final int PROMPT_CHUNK = 256;

    private final QueuedGeneration generation;
    private final KvCache cache;
    private final Decoder decoder;
    private final Tokenizer tokenizer;
    private final int window;
    private final int[] prompt;
    private final AnswerText text;
    private final Optional<LogprobExtractor> logprobs;
    private final long startedAt = System.nanoTime();
    private long firstTokenAt;
    private int promptDone;
    private int generated;
    private int lastToken;

    ActiveGeneration(QueuedGeneration generation, KvCache cache, Decoder decoder, Tokenizer tokenizer, int window) {
        this.generation = generation;
        this.cache = cache;
        this.decoder = decoder;
        this.tokenizer = tokenizer;
        this.window = window;
        GenerationRequest request = generation.request();
        this.prompt = request.prompt().toArray();
        this.text = new AnswerText(request.stop());
        this.logprobs = switch (request.logprobs()) {
            case LogprobRequest.None _ -> Optional.empty();
            case LogprobRequest.PerToken perToken ->
                Optional.of(new LogprobExtractor(perToken, tokenizer.vocabularySize(), tokenizer::bytes));
        };
    }

    QueuedGeneration generation() {
        return generation;
    }

    KvCache cache() {
        return cache;
    }

    /** Goes one step further and emits the text that comes of it. Returns the end, if that was the last one. */
    Optional<GenerationEvent> step() {
        if (promptDone < prompt.length) {
            return prefill();
        }
        return take(decoder.append(cache, lastToken));
    }

    private Optional<GenerationEvent> prefill() {
        int end = Math.min(prompt.length, promptDone + PROMPT_CHUNK);
        FloatBuffer logits = decoder.append(cache, Arrays.copyOfRange(prompt, promptDone, end));
        promptDone = end;
        return end == prompt.length ? take(logits) : Optional.empty();
    }

    private Optional<GenerationEvent> take(FloatBuffer logits) {
        if (!Float.isFinite(logits.get(0))) {
            throw new IllegalStateException("the model computed no finite numbers");
        }
        int token = generation.sampler().next(logits);
        lastToken = token;
        generated++;
        if (generated == 1) {
            firstTokenAt = System.nanoTime();
        }
        if (tokenizer.endsGeneration(token)) {
            return end(FinishReason.STOP);
        }
        Optional<TokenLogprob> logprob = logprobs.map(extractor -> extractor.extract(logits, token));
        text.append(tokenizer.bytes(token), logprob).ifPresent(generation::emit);
        if (text.stopped()) {
            return end(FinishReason.STOP);
        }
        boolean isFull = generated == generation.request().maxTokens() || prompt.length + generated >= window;
        return isFull ? end(FinishReason.LENGTH) : Optional.empty();
    }

    private Optional<GenerationEvent> end(FinishReason reason) {
        text.finish().ifPresent(generation::emit);
        return Optional.of(new GenerationEvent.Finished(
                reason,
                prompt.length,
                generated,
                Duration.ofNanos(startedAt - generation.queuedAt()),
                Duration.ofNanos(firstTokenAt - startedAt),
                Duration.ofNanos(System.nanoTime() - startedAt)));
    }
}
