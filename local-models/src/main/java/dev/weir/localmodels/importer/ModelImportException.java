package dev.weir.localmodels.importer;

/** A model file cannot be turned into graphs. The message tells an operator why. */
public final class ModelImportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ModelImportException(String message) {
        super(message);
    }

    ModelImportException(String message, Throwable cause) {
        super(message, cause);
    }
}
