package dev.weir.gateway.inference;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.gateway.difficulty.SentenceMeaning;
import dev.weir.gateway.inference.CacheProperties.Mode;
import dev.weir.router.model.TextEmbedder;
import dev.weir.router.selection.RouteReason;
import dev.weir.router.selection.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers of cloud models, kept in memory as they came, under pseudonyms. One is served again to the same key of the same
 * team, under the same policy, sensitivity and effect, for the same cleared body; where that is switched on, also for one
 * whose last question means the same. It is put back into the words of the request that asks. Thread-safe.
 */
final class AnswerCache implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerCache.class);

    private static final int MOST_ALIKE = 64;

    private final Mode mode;
    private final double similarity;
    private final long largest;
    private final Optional<? extends TextEmbedder> embedder;
    private final Runnable closing;
    private final Cache<String, KeptAnswer> answers;
    private final Cache<String, List<Question>> questions;

    /** A question whose answer was kept, beside others that differ from it in their last question alone. */
    private static final class Question {
        private final String key;
        private final String markers;
        private final float[] meaning;

        Question(String key, String markers, float[] meaning) {
            this.key = key;
            this.markers = markers;
            this.meaning = meaning;
        }

        double cosine(float[] other) {
            double dot = 0;
            double mine = 0;
            double theirs = 0;
            for (int i = 0; i < meaning.length; i++) {
                dot += (double) meaning[i] * other[i];
                mine += (double) meaning[i] * meaning[i];
                theirs += (double) other[i] * other[i];
            }
            return mine == 0 || theirs == 0 ? 0 : dot / Math.sqrt(mine * theirs);
        }
    }

    private AnswerCache(
            CacheProperties properties, Optional<? extends TextEmbedder> embedder, Ticker ticker, Runnable closing) {
        this.closing = closing;
        this.mode = properties.mode();
        this.similarity = properties.similarity();
        this.largest = properties.maxSize().toBytes();
        this.embedder = embedder;
        this.answers = Caffeine.newBuilder()
                .expireAfterWrite(properties.timeToLive())
                .maximumWeight(largest)
                .weigher((String key, KeptAnswer answer) -> answer.size() + key.length())
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
        this.questions = Caffeine.newBuilder()
                .expireAfterWrite(properties.timeToLive())
                .maximumSize(10_000)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** Opens the sentence embedder where it is needed. Without one only the same questions are found. */
    static AnswerCache open(CacheProperties properties) {
        Optional<SentenceMeaning> meaning =
                properties.mode() == Mode.SIMILAR ? SentenceMeaning.open(1) : Optional.empty();
        return new AnswerCache(
                properties, meaning, Ticker.systemTicker(), () -> meaning.ifPresent(SentenceMeaning::close));
    }

    /** With an embedder that somebody else closes. */
    static AnswerCache of(CacheProperties properties, Optional<? extends TextEmbedder> embedder, Ticker ticker) {
        return new AnswerCache(properties, embedder, ticker, () -> {});
    }

    /** The course of a request that is answered already; nothing leaves on it. */
    Optional<Course.Local> find(Voyage voyage, Course.Cloud course) {
        if (mode == Mode.OFF) {
            return Optional.empty();
        }
        CacheKey key = CacheKey.of(voyage, course);
        Optional<KeptAnswer> same = Optional.ofNullable(answers.getIfPresent(key.exact()));
        if (same.isPresent()) {
            return Optional.of(course(voyage, course, same.get(), RouteReason.CACHE_HIT));
        }
        return mode == Mode.SIMILAR
                ? alike(key).map(answer -> course(voyage, course, answer, RouteReason.CACHE_SIMILAR))
                : Optional.empty();
    }

    private Optional<KeptAnswer> alike(CacheKey key) {
        List<Question> candidates = key.last().isEmpty() ? null : questions.getIfPresent(key.family());
        Optional<float[]> meant = candidates == null ? Optional.empty() : meaning(key.last());
        if (candidates == null || meant.isEmpty()) {
            return Optional.empty();
        }
        String markers = Markers.of(key.last());
        float[] meaning = meant.get();
        return candidates.stream()
                .filter(question -> question.markers.equals(markers))
                .filter(question -> question.cosine(meaning) >= similarity)
                .max(Comparator.comparingDouble(question -> question.cosine(meaning)))
                .flatMap(question -> Optional.ofNullable(answers.getIfPresent(question.key)));
    }

    /** Empty where nothing can tell; then questions are only ever the same or not. */
    private Optional<float[]> meaning(String question) {
        try {
            return embedder.map(sentences -> sentences.embed(question));
        } catch (RuntimeException failed) {
            // The message may quote the question, so only the type is told.
            LOG.warn("a question could not be embedded: {}", failed.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static Course.Local course(Voyage voyage, Course.Cloud course, KeptAnswer answer, RouteReason reason) {
        ChatReply reply = Restoration.of(course.vault(), voyage.request()).restore(answer.reply());
        return new Course.Local(new Remembered(course.provider().target(), voyage, reply), reason);
    }

    /** The same answer; kept once it came to a proper end. */
    ChatReply keep(Voyage voyage, Course.Cloud course, ChatReply reply) {
        if (mode == Mode.OFF) {
            return reply;
        }
        CacheKey key = CacheKey.of(voyage, course);
        return switch (reply) {
            case ChatReply.Whole whole -> {
                KeptAnswer.of(whole.completion()).ifPresent(answer -> put(key, answer));
                yield whole;
            }
            case ChatReply.Streamed streamed ->
                new ChatReply.Streamed(new KeptStream(streamed.chunks(), largest, answer -> put(key, answer)));
        };
    }

    private void put(CacheKey key, KeptAnswer answer) {
        if (answer.size() > largest) {
            return;
        }
        answers.put(key.exact(), answer);
        if (mode == Mode.SIMILAR && !key.last().isEmpty()) {
            meaning(key.last())
                    .ifPresent(meaning ->
                            remember(key.family(), new Question(key.exact(), Markers.of(key.last()), meaning)));
        }
    }

    private void remember(String key, Question question) {
        List<Question> family = questions.get(key, _ -> new CopyOnWriteArrayList<>());
        family.removeIf(old -> old.key.equals(question.key));
        if (family.size() >= MOST_ALIKE) {
            family.removeFirst();
        }
        family.add(question);
    }

    @Override
    public void close() {
        closing.run();
    }

    /** A cloud model's answer that is there already, in the place of a model that would give one. */
    record Remembered(Target target, Voyage voyage, ChatReply reply) implements LocalBackend {

        @Override
        public int countTokens(ChatRequest request) {
            return voyage.seen().promptTokens();
        }

        @Override
        public ChatReply complete(ChatRequest request, ClientPresence client) {
            return reply;
        }
    }

    /** Passes chunks on and keeps a copy of them. */
    private static final class KeptStream implements ChunkStream {

        private final ChunkStream chunks;
        private final long largest;
        private final Consumer<KeptAnswer> keeper;
        private final ArrayList<ObjectNode> copies = new ArrayList<>();
        private long size;

        KeptStream(ChunkStream chunks, long largest, Consumer<KeptAnswer> keeper) {
            this.chunks = chunks;
            this.largest = largest;
            this.keeper = keeper;
        }

        @Override
        public Optional<ObjectNode> next() {
            Optional<ObjectNode> chunk = chunks.next();
            if (chunk.isEmpty()) {
                if (size <= largest) {
                    KeptAnswer.of(copies).ifPresent(keeper);
                }
            } else if (size <= largest) {
                size += chunk.get().toString().length();
                copies.add(chunk.get().deepCopy());
            }
            return chunk;
        }

        @Override
        public void close() {
            chunks.close();
        }
    }

    /** Whether every choice of an answer stopped by itself. */
    static boolean stopped(JsonNode choices) {
        for (JsonNode choice : choices) {
            if (!choice.path("finish_reason").asString("").equals("stop")) {
                return false;
            }
        }
        return !choices.isEmpty();
    }
}
