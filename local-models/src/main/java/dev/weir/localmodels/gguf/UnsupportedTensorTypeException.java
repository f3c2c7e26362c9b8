package dev.weir.localmodels.gguf;

/** A tensor is stored in a type whose elements cannot be read. Another quantisation of the same model may do. */
public final class UnsupportedTensorTypeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsupportedTensorTypeException(TensorInfo tensor) {
        super(("tensor `%s` is stored as %s, which is not read; use a file of the model in F32, F16, BF16, Q4_0, Q4_1, "
                        + "Q5_0, Q5_1, Q8_0, Q4_K, Q5_K or Q6_K")
                .formatted(tensor.name(), tensor.type()));
    }
}
