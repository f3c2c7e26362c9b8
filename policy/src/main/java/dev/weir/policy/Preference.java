package dev.weir.policy;

/** A wish about who answers, within what the effect leaves open. Local wins over cloud where both are wished. */
public enum Preference {
    NONE,
    CLOUD,
    LOCAL
}
