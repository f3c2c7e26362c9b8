package dev.weir.policy.diff;

/** What a change can do to verdicts, from least to most worrying. */
public enum Bearing {
    /** No verdict changes. */
    NONE("changes no verdict"),
    /** No verdict gets looser, no request newly prefers the cloud, and no more content is kept. */
    TIGHTENS_ONLY("can only tighten"),
    /** Not known: replay it on recorded decisions. */
    UNKNOWN("may tighten or loosen"),
    /** Some verdict may get looser, a request newly prefer the cloud, or more of its content be kept. */
    CAN_LOOSEN("can loosen");

    private final String written;

    Bearing(String written) {
        this.written = written;
    }

    /** In words. */
    public String written() {
        return written;
    }

    /** The more worrying of the two. */
    public Bearing worst(Bearing other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
