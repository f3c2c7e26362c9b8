package dev.weir.localmodels.importer;

import dev.weir.localmodels.gguf.GgufFile;
import dev.weir.localmodels.gguf.TensorInfo;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Weights of one or more tensors of equal form and row length, one below the other, as ONNX Runtime's
 * {@code MatMulNBits} takes them.
 *
 * @param quants {@code [rows, blocks, block * bits / 8]}; of two 4-bit quants the first in the low bits
 * @param scales {@code [rows, blocks]}
 * @param offsets {@code [rows, blocks]}; of length 0 if the form has none
 */
@SuppressWarnings("ArrayRecordComponent") // written to a file once, never compared
record PackedWeights(WeightForm form, int rows, int columns, byte[] quants, float[] scales, float[] offsets) {

    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;
    private static final int CHUNK_BLOCKS = 4096;

    int blocks() {
        return columns / form.block();
    }

    /**
     * Reads tensors that are known to be of one form and row length.
     *
     * @throws ModelImportException if they are too big to be held at once
     */
    static PackedWeights read(GgufFile file, List<TensorInfo> tensors) {
        WeightForm form = WeightForm.of(tensors.getFirst().type());
        long rows = tensors.stream().mapToLong(TensorInfo::rows).sum();
        long columns = tensors.getFirst().rowElements();
        long bytes = rows * columns * form.bits() / Byte.SIZE;
        if (bytes > MOST_BYTES) {
            throw new ModelImportException("tensor `%s` takes %d bytes; less than 2 GiB are supported"
                    .formatted(tensors.getFirst().name(), bytes));
        }
        int blocks = (int) (rows * columns / form.block());
        PackedWeights packed = new PackedWeights(
                form,
                (int) rows,
                (int) columns,
                new byte[(int) bytes],
                new float[blocks],
                new float[form.hasOffset() ? blocks : 0]);
        int block = 0;
        for (TensorInfo tensor : tensors) {
            block = packed.fill(file.data(tensor), tensor, block);
        }
        return packed;
    }

    private int fill(MemorySegment stored, TensorInfo tensor, int firstBlock) {
        BlockReader reader = new BlockReader(tensor.type());
        int size = tensor.type().blockBytes();
        byte[] chunk = new byte[(int) Math.min(stored.byteSize(), (long) CHUNK_BLOCKS * size)];
        int block = firstBlock;
        for (long from = 0; from < stored.byteSize(); from += chunk.length) {
            int bytes = (int) Math.min(chunk.length, stored.byteSize() - from);
            MemorySegment.copy(stored, ValueLayout.JAVA_BYTE, from, chunk, 0, bytes);
            for (int at = 0; at < bytes; at += size) {
                reader.read(chunk, at);
                block = take(reader, tensor.type().blockElements(), block);
            }
        }
        return block;
    }

    private int take(BlockReader reader, int elements, int firstBlock) {
        int parts = elements / form.block();
        System.arraycopy(reader.scales, 0, scales, firstBlock, parts);
        if (form.hasOffset()) {
            System.arraycopy(reader.offsets, 0, offsets, firstBlock, parts);
        }
        int out = firstBlock * form.block() * form.bits() / Byte.SIZE;
        if (form.bits() == 4) {
            for (int i = 0; i < elements; i += 2) {
                quants[out++] = (byte) (reader.quants[i] | (reader.quants[i + 1] << 4));
            }
        } else {
            for (int i = 0; i < elements; i++) {
                quants[out++] = (byte) reader.quants[i];
            }
        }
        return firstBlock + parts;
    }

    /** The offsets as {@code [blocks, rows]}. */
    float[] transposedOffsets() {
        float[] transposed = new float[offsets.length];
        int blocks = blocks();
        for (int row = 0; row < rows; row++) {
            for (int block = 0; block < blocks; block++) {
                transposed[block * rows + row] = offsets[row * blocks + block];
            }
        }
        return transposed;
    }
}
