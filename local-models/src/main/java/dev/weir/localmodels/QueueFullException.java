package dev.weir.localmodels;

/** Too many generations wait already; try again later. */
public final class QueueFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public QueueFullException(String message) {
        super(message);
    }
}
