package dev.weir.localmodels.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages a small file in thousands of seeded ways. Each result is either read or refused with
 * {@link MalformedGgufException}, and costs little memory either way.
 */
class GgufFuzzTest {

    private static final int MUTATIONS = 4_000;
    private static final long MOST_ALLOCATED_BYTES = 2 << 20;
    private static final long[] TELLING_VALUES = {
        0, 1, -1, 31, 32, 255, 65_535, 65_536, Integer.MAX_VALUE, 1L << 31, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE
    };

    @TempDir
    Path folder;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void open_mutatedFile_readOrRefused() throws IOException {
        SplittableRandom random = new SplittableRandom(20_261_122);
        byte[] original = sample();
        int refused = 0;

        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = mutated(original, random);
            refused += isRefused(mutated) ? 1 : 0;
        }

        assertThat(refused).isGreaterThan(MUTATIONS / 3).isLessThan(MUTATIONS);
    }

    @Test
    void open_truncatedAtEveryLength_refused() throws IOException {
        byte[] original = sample();
        assertThat(isRefused(original)).isFalse();
        int lastByteNeeded = original.length - 32 + 4;

        for (int length = 0; length < original.length; length++) {
            assertThat(isRefused(Arrays.copyOf(original, length)))
                    .as("cut to %d of %d bytes", length, original.length)
                    .isEqualTo(length < lastByteNeeded);
        }
    }

    private boolean isRefused(byte[] bytes) throws IOException {
        Path path = folder.resolve("fuzzed.gguf");
        Files.write(path, bytes);
        long before = threads.getCurrentThreadAllocatedBytes();
        boolean refused = false;
        try (GgufFile file = GgufFile.open(path)) {
            readEverything(file);
        } catch (MalformedGgufException _) {
            refused = true;
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("bytes allocated for a file of %d", bytes.length)
                .isLessThan(MOST_ALLOCATED_BYTES);
        return refused;
    }

    private static void readEverything(GgufFile file) {
        file.string("general.name");
        file.integer("llama.block_count");
        file.number("epsilon");
        file.flag("bos");
        file.strings("tokens");
        file.integers("types");
        file.floats("scores");
        for (TensorInfo tensor : file.tensors()) {
            if (tensor.type().isSupported()) {
                assertThat(Dequantiser.tensor(file, tensor)).hasSize((int) tensor.elements());
            } else {
                assertThat(file.data(tensor).byteSize()).isEqualTo(tensor.bytes());
            }
        }
    }

    private static byte[] mutated(byte[] original, SplittableRandom random) {
        byte[] copy = original.clone();
        int times = random.nextInt(1, 4);
        for (int i = 0; i < times; i++) {
            int at = random.nextInt(copy.length - Long.BYTES);
            ByteBuffer buffer = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
            long telling = TELLING_VALUES[random.nextInt(TELLING_VALUES.length)];
            switch (random.nextInt(5)) {
                case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> copy[at] = (byte) random.nextInt();
                case 2 -> buffer.putLong(at, telling);
                case 3 -> buffer.putInt(at, (int) telling);
                default -> System.arraycopy(copy, random.nextInt(copy.length - 16), copy, at, 8);
            }
        }
        return copy;
    }

    private static byte[] sample() {
        return new GgufWriter()
                .text("general.architecture", "llama")
                .text("general.name", "Tiny")
                .whole("llama.block_count", 2)
                .alignment(32)
                .real("epsilon", 1e-5f)
                .flag("bos", true)
                .texts("tokens", List.of("a", "b", "Ġc"))
                .wholes("types", 1, 1, 3)
                .reals("scores", 0, 1, 2)
                .nested("odd", 2)
                .tensor("token_embd.weight", GgufTensorType.Q8_0, List.of(32L, 3L), new float[96])
                .tensor("blk.0.attn_q.weight", GgufTensorType.Q4_1, List.of(32L, 2L), new float[64])
                .tensor("blk.0.ffn_down.weight", GgufTensorType.Q4_K, List.of(256L), new float[256])
                .tensor("output_norm.weight", GgufTensorType.F32, List.of(1L), 1)
                .toBytes();
    }
}
