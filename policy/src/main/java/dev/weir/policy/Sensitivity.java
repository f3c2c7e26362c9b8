package dev.weir.policy;

/** How sensitive a request's content is, from least to most. */
public enum Sensitivity {
    PUBLIC,
    INTERNAL,
    CONFIDENTIAL,
    RESTRICTED;

    /** The more sensitive of the two. */
    public Sensitivity highest(Sensitivity other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
