package dev.weir.localmodels.gguf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the tensor table and checks that every tensor lies within the data section and none overlaps another. */
final class TensorTableReader {

    private static final int MOST_TENSORS = 65_536;
    private static final int MOST_NAME_BYTES = 255;
    private static final int MOST_DIMENSIONS = 4;

    private final GgufCursor cursor;

    TensorTableReader(GgufCursor cursor) {
        this.cursor = cursor;
    }

    /** Tensors by name, in the order of the file. */
    Map<String, TensorInfo> read(long count) {
        if (count > MOST_TENSORS) {
            throw new MalformedGgufException(
                    "the file declares %d tensors; at most %d is accepted".formatted(count, MOST_TENSORS));
        }
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        for (long index = 0; index < count; index++) {
            TensorInfo tensor = tensor(index);
            if (tensors.putIfAbsent(tensor.name(), tensor) != null) {
                throw new MalformedGgufException("tensor %d repeats the name of an earlier one".formatted(index));
            }
        }
        return tensors;
    }

    private TensorInfo tensor(long index) {
        String name = cursor.string(MOST_NAME_BYTES, "the name of tensor " + index);
        List<Long> shape = shape(index);
        int code = cursor.int32();
        GgufTensorType type = GgufTensorType.ofCode(code)
                .orElseThrow(() -> new MalformedGgufException(
                        "tensor %d has the unknown type %s".formatted(index, Integer.toUnsignedString(code))));
        long offset = cursor.count(Long.MAX_VALUE, "the offset of tensor " + index);
        TensorInfo tensor = new TensorInfo(name, type, shape, offset);
        if (tensor.rowElements() % type.blockElements() != 0) {
            throw new MalformedGgufException(
                    "tensor %d has rows of %d elements, which %s cannot store: its blocks hold %d"
                            .formatted(index, tensor.rowElements(), type, type.blockElements()));
        }
        return tensor;
    }

    private List<Long> shape(long index) {
        int dimensions = cursor.int32();
        if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw new MalformedGgufException("tensor %d has %s dimensions; 1 to %d is accepted"
                    .formatted(index, Integer.toUnsignedString(dimensions), MOST_DIMENSIONS));
        }
        List<Long> shape = new ArrayList<>(dimensions);
        for (int i = 0; i < dimensions; i++) {
            long dimension = cursor.count(Integer.MAX_VALUE, "dimension %d of tensor %d".formatted(i, index));
            if (dimension == 0) {
                throw new MalformedGgufException("dimension %d of tensor %d is 0".formatted(i, index));
            }
            shape.add(dimension);
        }
        return shape;
    }

    /** Refuses tensors that are misaligned, overlap or reach past {@code dataBytes}. */
    static void checkExtents(List<TensorInfo> tensors, long alignment, long dataBytes) {
        List<TensorInfo> byOffset = new ArrayList<>(tensors);
        byOffset.sort(Comparator.comparingLong(TensorInfo::offset));
        long free = 0;
        for (TensorInfo tensor : byOffset) {
            if (tensor.offset() % alignment != 0) {
                throw new MalformedGgufException("tensor `%s` is not aligned: its offset %d is no multiple of %d"
                        .formatted(tensor.name(), tensor.offset(), alignment));
            }
            if (tensor.offset() < free) {
                throw new MalformedGgufException(
                        "tensor `%s` overlaps another at offset %d".formatted(tensor.name(), tensor.offset()));
            }
            free = end(tensor, dataBytes);
        }
    }

    private static long end(TensorInfo tensor, long dataBytes) {
        long bytes;
        try {
            bytes = tensor.bytes();
        } catch (ArithmeticException _) {
            throw new MalformedGgufException(
                    "tensor `%s` has more elements than can be counted".formatted(tensor.name()));
        }
        if (tensor.offset() > dataBytes || bytes > dataBytes - tensor.offset()) {
            throw new MalformedGgufException(
                    "tensor `%s` needs %d bytes from offset %d, but the data section has %d: the file is cut short or damaged"
                            .formatted(tensor.name(), bytes, tensor.offset(), dataBytes));
        }
        return tensor.offset() + bytes;
    }
}
