package dev.weir.policy;

/** A wish about who answers, within what the effect leaves open. Local wins over cloud where both are wished. */
public enum Preference {
    /** Difficulty chooses: from {@link #HARD} on the cloud. */
    NONE,
    CLOUD,
    LOCAL;

    /** The difficulty from which a request goes to the cloud where neither a rule nor the client prefers a lane. */
    public static final double HARD = 0.6;
}
