package dev.weir.policy;

import java.util.Locale;

/** How sensitive a request's content is, from least to most. */
public enum Sensitivity {
    PUBLIC,
    INTERNAL,
    CONFIDENTIAL,
    RESTRICTED;

    private final String written = name().toLowerCase(Locale.ROOT);

    /** As policy files, conditions and traces write it. */
    public String written() {
        return written;
    }

    /** The more sensitive of the two. */
    public Sensitivity highest(Sensitivity other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
