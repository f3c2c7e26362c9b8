package dev.weir.localmodels.classify;

import dev.weir.localmodels.onnx.ElementType;
import dev.weir.localmodels.onnx.NativeTensor;
import dev.weir.localmodels.onnx.OnnxException;
import dev.weir.localmodels.onnx.OnnxSession;
import dev.weir.localmodels.onnx.OnnxSessionOptions;
import java.nio.LongBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Finds names, places, organisations and other personal data in text.
 *
 * <p>A text is cut into words (offsets stay those of the original text), words into pieces, pieces into windows that
 * overlap; each window is one run of the graph, {@code ids} and {@code shapes} [1, tokens] and {@code first_pieces}
 * [words] to {@code probabilities} [1, words, 1 + 2 labels]. Where windows overlap, the one counts in which the word
 * stands further from an edge. Time is linear in the text's length. A text's result does not depend on what else is
 * classified.
 *
 * <p>Thread-safe: runs take turns, window by window, each on all of the session's threads, so that a short text waits for
 * no long one. Whoever opens a classifier closes it.
 */
public final class TokenClassifier implements AutoCloseable {

    private static final Duration UNLIMITED = Duration.ofDays(1);

    private final ClassifierManifest manifest;
    private final WordPieces vocabulary;
    private final SpanDecoder decoder;
    private final OnnxSession session;
    private final ReentrantLock turn = new ReentrantLock(true);
    private boolean closed;

    TokenClassifier(ClassifierManifest manifest, WordPieces vocabulary, OnnxSession session) {
        this.manifest = manifest;
        this.vocabulary = vocabulary;
        this.session = session;
        decoder = new SpanDecoder(manifest);
    }

    /**
     * Opens the classifier that comes with this library.
     *
     * @throws ClassifierException if its files are missing, damaged or can't be loaded
     */
    public static TokenClassifier bundled(OnnxSessionOptions options) {
        return ClassifierFiles.bundled().open(options);
    }

    /** What the classifier is, and which labels its spans may have. */
    public ClassifierManifest manifest() {
        return manifest;
    }

    /**
     * The labelled spans of a text in the order of their places; none overlap.
     *
     * @throws ClassifierException if the text can't be judged, which is not to be taken for "nothing found"
     * @throws IllegalStateException after {@link #close()}
     */
    public List<TokenSpan> classify(String text) {
        return classify(text, UNLIMITED);
    }

    /**
     * The same for whoever can't wait for ever. The limit is kept between runs of the graph; one run takes some
     * milliseconds.
     *
     * @param limit how long to wait for others and to judge, all in all
     * @throws ClassifierException if the text can't be judged, or not in that time
     */
    public List<TokenSpan> classify(String text, Duration limit) {
        long begin = System.nanoTime();
        List<Word> words = WordSplitter.split(text);
        List<Window> windows = Window.over(words, vocabulary, manifest.room(), manifest.overlap());
        WindowMerger merger = new WindowMerger(words.size());
        for (Window window : windows) {
            merger.add(window, run(window, limit.toNanos() - (System.nanoTime() - begin)));
        }
        return decoder.decode(words, merger.merged());
    }

    /** Classifies texts one after another: the spans of each, in the order of the texts. */
    public List<List<TokenSpan>> classify(List<String> texts) {
        return texts.stream().map(this::classify).toList();
    }

    private float[][] run(Window window, long nanosLeft) {
        awaitTurn(nanosLeft);
        try {
            if (closed) {
                throw new IllegalStateException("the classifier is closed");
            }
            return runAlone(window);
        } catch (OnnxException failure) {
            throw new ClassifierException("the classifier's graph failed", failure);
        } finally {
            turn.unlock();
        }
    }

    private void awaitTurn(long nanos) {
        try {
            if (nanos <= 0 || !turn.tryLock(nanos, TimeUnit.NANOSECONDS)) {
                throw new ClassifierException("the text could not be judged in time");
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new ClassifierException("interrupted before the text was judged", interruption);
        }
    }

    private float[][] runAlone(Window window) {
        int tokens = window.tokens().length;
        int tags = manifest.tags();
        try (NativeTensor ids = NativeTensor.zeros(ElementType.INT64, 1, tokens);
                NativeTensor shapes = NativeTensor.zeros(ElementType.INT64, 1, tokens);
                NativeTensor firstPieces = NativeTensor.zeros(ElementType.INT64, window.words());
                NativeTensor probabilities = NativeTensor.zeros(ElementType.FLOAT, 1, window.words(), tags)) {
            fill(ids.longs(), window.tokens());
            fill(shapes.longs(), window.shapes());
            fill(firstPieces.longs(), window.firstPieces());
            session.run(
                    Map.of("ids", ids, "shapes", shapes, "first_pieces", firstPieces),
                    Map.of("probabilities", probabilities));
            float[][] byWord = new float[window.words()][tags];
            for (int word = 0; word < byWord.length; word++) {
                probabilities.floats().get(word * tags, byWord[word]);
            }
            return byWord;
        }
    }

    private static void fill(LongBuffer buffer, int... values) {
        for (int value : values) {
            buffer.put(value);
        }
    }

    /** Unloads the model when the run under way is over. */
    @Override
    public void close() {
        turn.lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } finally {
            turn.unlock();
        }
    }
}
