package dev.weir.gateway.detection;

/** Detection asked a model that isn't there. */
final class ModelNotLoadedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ModelNotLoadedException() {
        super("the model that finds names is not loaded");
    }
}
