package dev.weir.policy.pseudonym;

/** What kind of text placeholders are restored in. */
public enum TextForm {
    /** Values go in as they are. */
    PLAIN,
    /** The text is JSON and placeholders stand inside its strings: values go in escaped (RFC 8259). */
    JSON
}
