package dev.weir.gateway.capture;

import java.util.Locale;

/** Why content was not kept. */
enum Loss {
    /** Storing is slower than what comes in. */
    TOO_MUCH_WAITS,
    /** Something in it could not be inspected or masked. */
    NOT_MASKED,
    /** It was to be encrypted, and there is no master key. */
    NO_MASTER_KEY,
    /** The database or the file of keys can't be used. */
    NOT_STORED,
    /** The log can't be written. */
    NOT_ON_RECORD,
    /** The gateway stops. */
    STOPPED;

    /** As on record, and in the meter {@code weir.capture.lost}. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
