package dev.weir.localmodels.embed;

import dev.weir.localmodels.onnx.ElementType;
import dev.weir.localmodels.onnx.NativeTensor;
import dev.weir.localmodels.onnx.OnnxSession;
import dev.weir.localmodels.onnx.OnnxSessionOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Sentences to unit vectors with all-MiniLM-L6-v2, eight-bit weights: the mean of the last layer's states.
 *
 * <p>Reads a window of {@link #WINDOW} tokens: of a longer text the beginning and the end, since the ask stands at one
 * of the two. The model knows English; of other languages it mostly sees letters. Thread-safe; runs follow one another.
 * Whoever opens one closes it.
 *
 * <p>Source: Reimers and Gurevych, Sentence-BERT (2019); the model card of sentence-transformers/all-MiniLM-L6-v2.
 */
public final class SentenceEmbedder implements AutoCloseable {

    /** The model's name, as a trained model that reads its vectors records it. */
    public static final String ID = "all-minilm-l6-v2-q";

    /** Numbers of a vector. */
    public static final int SIZE = 384;

    /** Most tokens read of one text, the two marks included. */
    public static final int WINDOW = 128;

    private static final String GRAPH = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";
    /** A text of this many characters is longer than the window in tokens, whatever it says. */
    private static final int EXCERPT = 2000;

    private final OnnxSession session;
    private final WordPieces words;
    private final ReentrantLock lock = new ReentrantLock();

    private SentenceEmbedder(OnnxSession session, WordPieces words) {
        this.session = session;
        this.words = words;
    }

    /**
     * Loads the model from the class path; none if it isn't there.
     *
     * @throws dev.weir.localmodels.onnx.OnnxException if it can't be loaded
     */
    public static Optional<SentenceEmbedder> bundled(OnnxSessionOptions options) {
        try (InputStream graph = SentenceEmbedder.class.getResourceAsStream(GRAPH);
                InputStream tokenizer = SentenceEmbedder.class.getResourceAsStream(TOKENIZER)) {
            if (graph == null || tokenizer == null) {
                return Optional.empty();
            }
            WordPieces words = WordPieces.read(tokenizer);
            return Optional.of(new SentenceEmbedder(OnnxSession.open(graph.readAllBytes(), options), words));
        } catch (IOException failure) {
            throw new UncheckedIOException("the embedding model can't be read", failure);
        }
    }

    /** The vector of a text, {@link #SIZE} numbers of Euclidean length 1. */
    public float[] embed(String text) {
        int[] tokens = window(text);
        lock.lock();
        try {
            return unit(run(tokens));
        } finally {
            lock.unlock();
        }
    }

    private int[] window(String text) {
        List<Integer> pieces = text.length() <= 2 * EXCERPT
                ? words.encode(text)
                : words.encode(text.substring(0, EXCERPT) + " " + text.substring(text.length() - EXCERPT));
        int room = WINDOW - 2;
        IntStream kept = pieces.size() <= room
                ? pieces.stream().mapToInt(Integer::intValue)
                : IntStream.concat(
                        pieces.stream().limit(room / 2).mapToInt(Integer::intValue),
                        pieces.subList(pieces.size() - room / 2, pieces.size()).stream()
                                .mapToInt(Integer::intValue));
        return IntStream.concat(
                        IntStream.concat(IntStream.of(words.id("[CLS]")), kept), IntStream.of(words.id("[SEP]")))
                .toArray();
    }

    /** The sum of the last layer's states. */
    private float[] run(int[] tokens) {
        int count = tokens.length;
        try (NativeTensor ids = NativeTensor.zeros(ElementType.INT64, 1, count);
                NativeTensor mask = NativeTensor.zeros(ElementType.INT64, 1, count);
                NativeTensor types = NativeTensor.zeros(ElementType.INT64, 1, count);
                NativeTensor states = NativeTensor.zeros(ElementType.FLOAT, 1, count, SIZE)) {
            LongBuffer idBuffer = ids.longs();
            LongBuffer maskBuffer = mask.longs();
            for (int i = 0; i < count; i++) {
                idBuffer.put(i, tokens[i]);
                maskBuffer.put(i, 1);
            }
            session.run(
                    Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types),
                    Map.of("last_hidden_state", states));
            return sum(states.floats(), count);
        }
    }

    private static float[] sum(FloatBuffer states, int count) {
        float[] sum = new float[SIZE];
        for (int token = 0; token < count; token++) {
            for (int i = 0; i < SIZE; i++) {
                sum[i] += states.get(token * SIZE + i);
            }
        }
        return sum;
    }

    private static float[] unit(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        float scale = (float) (1 / Math.sqrt(Math.max(squares, Float.MIN_NORMAL)));
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= scale;
        }
        return vector;
    }

    @Override
    public void close() {
        session.close();
    }
}
