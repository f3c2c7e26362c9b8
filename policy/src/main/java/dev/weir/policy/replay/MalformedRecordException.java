package dev.weir.policy.replay;

/**
 * A recorded text is not what this release reads. The message names the field and what was expected of it, never a
 * value.
 */
public final class MalformedRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedRecordException(String message) {
        super(message);
    }
}
