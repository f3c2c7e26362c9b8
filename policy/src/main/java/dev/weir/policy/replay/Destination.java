package dev.weir.policy.replay;

/** Where a request ends, and in what form. */
public enum Destination {
    LOCAL,
    /** At a cloud model, under pseudonyms. */
    CLOUD_PSEUDONYMISED,
    /** At a cloud model, unchanged. */
    CLOUD_AS_IS,
    /** Nowhere. */
    BLOCKED;

    /** Whether the request leaves the edge. */
    public boolean isCloud() {
        return this == CLOUD_PSEUDONYMISED || this == CLOUD_AS_IS;
    }
}
