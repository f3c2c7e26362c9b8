package dev.weir.policy.pseudonym;

/** What a surrogate looks like. */
public enum SurrogateFormat {
    /** {@code [EMAIL_7F3K9Q]}: says what it is, and is nobody's. */
    PLACEHOLDER,
    /** A value of the same form that is valid and fictional: an e-mail address stays one. A placeholder where none can be. */
    REALISTIC
}
