package dev.weir.policy;

import java.util.Locale;

/**
 * What is kept of a request's and its answer's content beside the decision log, from most to least: of several that rules
 * ask for, the one that holds least counts.
 */
public enum Capture {
    /** The content as it is, encrypted under a key of the person it is about. */
    ENCRYPTED,
    /** The content with the entity's name in place of everything that was found. */
    MASKED,
    /** Nothing. */
    NONE;

    /** The one of the two that holds less. */
    public Capture least(Capture other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** As in policy files. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }
}
