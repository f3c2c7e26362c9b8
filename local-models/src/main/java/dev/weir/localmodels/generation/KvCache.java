package dev.weir.localmodels.generation;

import dev.weir.localmodels.importer.GraphNames;
import dev.weir.localmodels.importer.Hyperparameters;
import dev.weir.localmodels.onnx.ElementType;
import dev.weir.localmodels.onnx.NativeTensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys and values of one sequence. Each layer's are one buffer {@code [1, keyValueHeads, capacity, headSize]} that the
 * graph reads as past and extends in place as present, so a step copies nothing.
 *
 * <p>The buffers start small and double as the sequence grows, up to the window; only then are they copied. Not
 * thread-safe. Whoever creates one closes it.
 */
final class KvCache implements AutoCloseable {

    private static final int LEAST_CAPACITY = 512;

    private final Hyperparameters model;
    private final int window;
    private final List<NativeTensor> keys = new ArrayList<>();
    private final List<NativeTensor> values = new ArrayList<>();
    private final Map<String, NativeTensor> past = new HashMap<>();
    private final Map<String, NativeTensor> present = new HashMap<>();
    private int capacity;
    private int length;

    /**
     * @param window most tokens ever held
     */
    KvCache(Hyperparameters model, int window) {
        this.model = model;
        this.window = window;
    }

    /** Tokens held. */
    int length() {
        return length;
    }

    /** Tokens that fit without growing. */
    int capacity() {
        return capacity;
    }

    /** Forgets all tokens and keeps the memory. */
    void clear() {
        length = 0;
    }

    /** Makes room for {@code tokens} more. */
    void reserve(int tokens) {
        int needed = length + tokens;
        if (needed > window) {
            throw new IllegalStateException("%d tokens do not fit a window of %d".formatted(needed, window));
        }
        if (needed > capacity) {
            int target = Math.max(LEAST_CAPACITY, Math.max(needed, 2 * capacity));
            grow(Math.min(window, target));
        }
    }

    /** Counts tokens that a run has added. */
    void advance(int tokens) {
        length += tokens;
    }

    /** The buffers by the graph's names of inputs. Valid until the next {@link #reserve}. */
    Map<String, NativeTensor> past() {
        return past;
    }

    /** The buffers by the graph's names of outputs. Valid until the next {@link #reserve}. */
    Map<String, NativeTensor> present() {
        return present;
    }

    private void grow(int target) {
        for (int layer = 0; layer < model.layers(); layer++) {
            NativeTensor grownKeys = grown(keys, layer, target);
            past.put(GraphNames.pastKeys(layer), grownKeys);
            present.put(GraphNames.presentKeys(layer), grownKeys);
            NativeTensor grownValues = grown(values, layer, target);
            past.put(GraphNames.pastValues(layer), grownValues);
            present.put(GraphNames.presentValues(layer), grownValues);
        }
        capacity = target;
    }

    private NativeTensor grown(List<NativeTensor> buffers, int layer, int target) {
        NativeTensor bigger = NativeTensor.zeros(ElementType.FLOAT, 1, model.keyValueHeads(), target, model.headSize());
        if (layer == buffers.size()) {
            buffers.add(bigger);
            return bigger;
        }
        try (NativeTensor smaller = buffers.set(layer, bigger)) {
            FloatBuffer from = smaller.floats();
            FloatBuffer to = bigger.floats();
            for (int head = 0; head < model.keyValueHeads(); head++) {
                int start = head * capacity * model.headSize();
                to.put(head * target * model.headSize(), from, start, length * model.headSize());
            }
        }
        return bigger;
    }

    @Override
    public void close() {
        keys.forEach(NativeTensor::close);
        values.forEach(NativeTensor::close);
        keys.clear();
        values.clear();
        past.clear();
        present.clear();
        capacity = 0;
        length = 0;
    }
}
