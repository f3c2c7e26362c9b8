package dev.weir.localmodels.catalog;

/** Hears how a pull goes. Called from the thread that pulls, often; it must return quickly. */
@FunctionalInterface
public interface ProgressListener {

    /** Something happened. */
    void on(PullEvent event);

    /** A listener that hears nothing. */
    static ProgressListener silent() {
        return event -> {};
    }
}
