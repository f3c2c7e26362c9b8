package dev.weir.localmodels.catalog;

/** What the store has of a model. */
public sealed interface ModelState {

    /** Nothing. */
    record Missing() implements ModelState {}

    /** The beginning of its file, from a pull that broke off; the next pull goes on there. */
    record Partial(long bytes) implements ModelState {}

    /** Its file, and it's the right one as far as was looked. */
    record Ready(InstalledModel model) implements ModelState {}

    /** A file that isn't the model. */
    record Damaged(String reason) implements ModelState {}
}
