package dev.weir.policy.detection;

/** Something could not be inspected. The message holds no content. */
final class UninspectableException extends RuntimeException {

    UninspectableException(String message) {
        super(message);
    }
}
