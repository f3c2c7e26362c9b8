package dev.weir.localmodels.catalog;

/** A step of a pull. */
public sealed interface PullEvent {

    /** Another process pulls the same model; this one waits for it. */
    record WaitingForOtherPull() implements PullEvent {}

    /** The file that is here already isn't the model; it's fetched anew. */
    record ReplacingDamaged(String reason) implements PullEvent {}

    /** A source is asked; {@code keptBytes} of an earlier try are on disk. */
    record Trying(ModelSource source, long keptBytes) implements PullEvent {}

    /** Bytes arrived: so many of so many. After a source that can't resume, the count starts again. */
    record Transferred(long doneBytes, long totalBytes) implements PullEvent {}

    /** The transfer broke off and goes on with the same source. */
    record Retrying(ModelSource source, String reason) implements PullEvent {}

    /** A source failed; the next one, if there is one, gets its turn. */
    record SourceFailed(ModelSource source, String reason) implements PullEvent {}

    /** All bytes are here; the digest is computed. */
    record Checking() implements PullEvent {}
}
