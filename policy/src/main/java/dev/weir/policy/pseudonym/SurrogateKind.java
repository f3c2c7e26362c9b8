package dev.weir.policy.pseudonym;

/** How loosely a surrogate is recognised when it comes back. */
public enum SurrogateKind {
    /** {@code [EMAIL_7F3K9Q]}: letters and digits count; brackets, underscores and marks of emphasis may change. */
    PLACEHOLDER,
    /** A number or code: letters and digits count, however they are grouped. */
    NUMBER,
    /** An address of any sort: every character counts but white space and marks of emphasis. */
    TEXT,
    /** One part of a person's name. */
    NAME
}
