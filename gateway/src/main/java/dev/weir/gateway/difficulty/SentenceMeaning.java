package dev.weir.gateway.difficulty;

import dev.weir.localmodels.embed.SentenceEmbedder;
import dev.weir.localmodels.onnx.OnnxSessionOptions;
import dev.weir.router.model.TextEmbedder;
import java.util.Optional;

/** The local sentence embedder as the router's port. Thread-safe; whoever opens one closes it. */
public final class SentenceMeaning implements TextEmbedder, AutoCloseable {

    private final SentenceEmbedder embedder;

    private SentenceMeaning(SentenceEmbedder embedder) {
        this.embedder = embedder;
    }

    /**
     * The embedder that comes with Weir; none where its files were left out.
     *
     * @param threads that share one run, at least 1
     */
    public static Optional<SentenceMeaning> open(int threads) {
        return SentenceEmbedder.bundled(new OnnxSessionOptions(threads, OnnxSessionOptions.DEFAULT_SPIN))
                .map(SentenceMeaning::new);
    }

    @Override
    public String id() {
        return SentenceEmbedder.ID;
    }

    @Override
    public float[] embed(String text) {
        return embedder.embed(text);
    }

    @Override
    public void close() {
        embedder.close();
    }
}
