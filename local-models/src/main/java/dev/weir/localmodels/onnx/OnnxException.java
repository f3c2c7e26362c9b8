package dev.weir.localmodels.onnx;

/** ONNX Runtime refused a model or failed to run it. */
public final class OnnxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OnnxException(String message, Throwable cause) {
        super(message, cause);
    }
}
