package dev.weir.policy;

/**
 * A wish about who answers, within what the effect leaves open, from the weakest to the strongest: of several the last
 * in this order holds.
 */
public enum Preference {
    /** Difficulty chooses: from {@link #HARD} on the cloud. */
    NONE,
    CLOUD,
    /** The local model answers, and its answer is judged: one that seems to fall short is put to the cloud as well. */
    LOCAL_FIRST,
    LOCAL;

    /** The difficulty from which a request goes to the cloud where neither a rule nor the client prefers a lane. */
    public static final double HARD = 0.6;
}
