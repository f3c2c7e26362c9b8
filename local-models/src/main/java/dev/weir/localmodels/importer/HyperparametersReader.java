package dev.weir.localmodels.importer;

import dev.weir.localmodels.gguf.GgufFile;
import dev.weir.localmodels.importer.Hyperparameters.Architecture;
import dev.weir.localmodels.importer.Hyperparameters.Rope;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Reads {@link Hyperparameters} from metadata. */
final class HyperparametersReader {

    private static final int MOST_LAYERS = 1_024;
    private static final int MOST_WIDTH = 1 << 17;
    private static final int MOST_HEADS = 1_024;
    private static final int MOST_HEAD_SIZE = 512;
    private static final int MOST_VOCABULARY = 1 << 21;
    private static final int MOST_CONTEXT = 1 << 26;
    private static final int HEAD_SIZE_STEP = 8;
    private static final double DEFAULT_ROPE_BASE = 10_000;

    private final GgufFile file;
    private final Architecture architecture;

    HyperparametersReader(GgufFile file) {
        this.file = file;
        this.architecture = architecture(file);
    }

    Hyperparameters read() {
        int hidden = within("embedding_length", 1, MOST_WIDTH);
        int heads = within("attention.head_count", 1, MOST_HEADS);
        int headSize = headSize(hidden, heads);
        refuseUnsupported(headSize);
        return new Hyperparameters(
                architecture,
                within("block_count", 1, MOST_LAYERS),
                hidden,
                within("feed_forward_length", 1, MOST_WIDTH),
                heads,
                keyValueHeads(heads),
                headSize,
                Math.min(within("context_length", 1, MOST_CONTEXT), Hyperparameters.MOST_POSITIONS),
                vocabulary(),
                (float) real("attention.layer_norm_rms_epsilon", 1e-5, 0, 1),
                rope());
    }

    private static Architecture architecture(GgufFile file) {
        String named = file.string("general.architecture")
                .orElseThrow(() -> new ModelImportException("the model file does not name its architecture"));
        return Arrays.stream(Architecture.values())
                .filter(known -> known.key().equals(named))
                .findFirst()
                .orElseThrow(() -> new ModelImportException("models of architecture `%s` are not supported; %s are"
                        .formatted(
                                named,
                                Arrays.stream(Architecture.values())
                                        .map(Architecture::key)
                                        .collect(Collectors.joining(", ")))));
    }

    private int headSize(int hidden, int heads) {
        int headSize = file.integer(key("attention.key_length")).isPresent()
                ? within("attention.key_length", 1, MOST_HEAD_SIZE)
                : hidden / heads;
        if (headSize % HEAD_SIZE_STEP != 0 || headSize > MOST_HEAD_SIZE || headSize == 0) {
            throw new ModelImportException("attention heads of width %d are not supported; multiples of %d up to %d are"
                    .formatted(headSize, HEAD_SIZE_STEP, MOST_HEAD_SIZE));
        }
        return headSize;
    }

    private int keyValueHeads(int heads) {
        int keyValueHeads = file.integer(key("attention.head_count_kv")).isPresent()
                ? within("attention.head_count_kv", 1, heads)
                : heads;
        if (heads % keyValueHeads != 0) {
            throw new ModelImportException(
                    "%d attention heads cannot share %d key and value heads".formatted(heads, keyValueHeads));
        }
        return keyValueHeads;
    }

    private int vocabulary() {
        long[] shape = file
                .tensor("token_embd.weight")
                .orElseThrow(() -> new ModelImportException("the model file has no tensor `token_embd.weight`"))
                .shape()
                .stream()
                .mapToLong(Long::longValue)
                .toArray();
        if (shape.length != 2 || shape[1] < 1 || shape[1] > MOST_VOCABULARY) {
            throw new ModelImportException(
                    "tensor `token_embd.weight` has shape %s, which is no table of 1 to %d tokens"
                            .formatted(Arrays.toString(shape), MOST_VOCABULARY));
        }
        return (int) shape[1];
    }

    private Rope rope() {
        String scaling = file.string(key("rope.scaling.type")).orElse("none");
        double scale = switch (scaling) {
            case "none" -> 1;
            case "linear" -> real("rope.scaling.factor", 1, 1e-3, 1e3);
            default ->
                throw new ModelImportException("rotary scaling of type `%s` is not supported".formatted(scaling));
        };
        return new Rope(real("rope.freq_base", DEFAULT_ROPE_BASE, 1, 1e12), scale);
    }

    private void refuseUnsupported(int headSize) {
        requireEqual("attention.value_length", headSize);
        requireEqual("rope.dimension_count", headSize);
        if (file.integer(key("expert_count")).orElse(0) > 0) {
            throw new ModelImportException("mixtures of experts are not supported");
        }
        if (file.integer(key("attention.sliding_window")).orElse(0) > 0) {
            throw new ModelImportException("attention in a sliding window is not supported");
        }
    }

    private void requireEqual(String name, int headSize) {
        long value = file.integer(key(name)).orElse(headSize);
        if (value != headSize) {
            throw new ModelImportException("metadata `%s` is %d; only the attention heads' width, %d, is supported"
                    .formatted(key(name), value, headSize));
        }
    }

    private int within(String name, int least, int most) {
        long value = file.integer(key(name))
                .orElseThrow(() -> new ModelImportException("the model file lacks metadata `%s`".formatted(key(name))));
        if (value < least || value > most) {
            throw new ModelImportException(
                    "metadata `%s` is %d; %d to %d are supported".formatted(key(name), value, least, most));
        }
        return (int) value;
    }

    private double real(String name, double fallback, double least, double most) {
        double value = file.number(key(name)).orElse(fallback);
        if (!(value >= least && value <= most)) {
            throw new ModelImportException(
                    "metadata `%s` is %s; %s to %s are supported".formatted(key(name), value, least, most));
        }
        return value;
    }

    private String key(String name) {
        return architecture.key() + "." + name;
    }
}
