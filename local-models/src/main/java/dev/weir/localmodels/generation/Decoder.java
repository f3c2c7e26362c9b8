package dev.weir.localmodels.generation;

import dev.weir.localmodels.importer.GraphNames;
import dev.weir.localmodels.importer.Hyperparameters;
import dev.weir.localmodels.onnx.ElementType;
import dev.weir.localmodels.onnx.NativeTensor;
import dev.weir.localmodels.onnx.OnnxSession;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs a model's graph over the next tokens of a sequence. Not thread-safe. Whoever creates one closes it, and after it
 * the session.
 */
final class Decoder implements AutoCloseable {

    private final OnnxSession session;
    private final int vocabulary;
    private final NativeTensor token = NativeTensor.zeros(ElementType.INT64, 1);
    private final NativeTensor row = NativeTensor.zeros(ElementType.INT64, 1);
    private final NativeTensor lastPosition = NativeTensor.zeros(ElementType.INT32, 1);
    private final NativeTensor total = NativeTensor.zeros(ElementType.INT32, 1);
    private final NativeTensor logits;

    Decoder(OnnxSession session, Hyperparameters model) {
        this.session = session;
        this.vocabulary = model.vocabulary();
        this.logits = NativeTensor.zeros(ElementType.FLOAT, 1, vocabulary);
    }

    /**
     * Adds tokens to a sequence.
     *
     * @return the last one's logits, {@code [vocabulary]}; valid until the next call
     */
    FloatBuffer append(KvCache cache, int... tokens) {
        row.longs().put(0, tokens.length - 1L);
        if (tokens.length == 1) {
            token.longs().put(0, tokens[0]);
            run(cache, 1, token, row, logits);
        } else {
            try (NativeTensor ids = ids(tokens)) {
                run(cache, tokens.length, ids, row, logits);
            }
        }
        return logits.floats();
    }

    /**
     * Adds tokens to a sequence.
     *
     * @return the logits after each of them, {@code [tokens, vocabulary]}, a copy
     */
    float[][] appendEach(KvCache cache, int... tokens) {
        int[] all = new int[tokens.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        float[][] copies = new float[tokens.length][vocabulary];
        try (NativeTensor ids = ids(tokens);
                NativeTensor rows = ids(all);
                NativeTensor each = NativeTensor.zeros(ElementType.FLOAT, tokens.length, vocabulary)) {
            run(cache, tokens.length, ids, rows, each);
            FloatBuffer source = each.floats();
            for (float[] copy : copies) {
                source.get(copy);
            }
        }
        return copies;
    }

    private void run(KvCache cache, int tokens, NativeTensor ids, NativeTensor rows, NativeTensor out) {
        cache.reserve(tokens);
        int end = cache.length() + tokens;
        lastPosition.ints().put(0, end - 1);
        total.ints().put(0, end);
        Map<String, NativeTensor> inputs = new HashMap<>(cache.past());
        inputs.put(GraphNames.TOKENS, ids);
        inputs.put(GraphNames.ROWS, rows);
        inputs.put(GraphNames.LAST_POSITION, lastPosition);
        inputs.put(GraphNames.TOTAL, total);
        Map<String, NativeTensor> outputs = new HashMap<>(cache.present());
        outputs.put(GraphNames.LOGITS, out);
        session.run(inputs, outputs);
        cache.advance(tokens);
    }

    private static NativeTensor ids(int... tokens) {
        NativeTensor ids = NativeTensor.zeros(ElementType.INT64, tokens.length);
        for (int i = 0; i < tokens.length; i++) {
            ids.longs().put(i, tokens[i]);
        }
        return ids;
    }

    @Override
    public void close() {
        token.close();
        row.close();
        lastPosition.close();
        total.close();
        logits.close();
    }
}
