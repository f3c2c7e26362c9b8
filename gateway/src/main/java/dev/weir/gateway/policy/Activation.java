package dev.weir.gateway.policy;

import java.time.Instant;

/**
 * One change of what is in force.
 *
 * @param pinned whether a file or setting that says otherwise is reported only, until somebody unpins
 * @param keyId id of the key that asked; empty at start and when a file changed
 * @param note what the one who asked wrote beside it, at most {@value #LONGEST_NOTE} characters
 */
public record Activation(
        Place place, Origin origin, Owner owner, boolean pinned, Instant at, String keyId, String note) {

    /** Most characters of a note. */
    public static final int LONGEST_NOTE = 500;

    public Activation {
        if (note.length() > LONGEST_NOTE) {
            throw new IllegalArgumentException("a note has at most " + LONGEST_NOTE + " characters");
        }
    }

    /** Where a policy stands. */
    public enum Place {
        /** Decides. */
        ACTIVE,
        /** Is evaluated beside the one that decides, without effect. */
        SHADOW
    }

    /** What brought the change. */
    public enum Origin {
        /** A start with no policy but one that Weir ships. */
        SHIPPED,
        /** Any other start. */
        START,
        /** The file changed, or somebody had it read again. */
        FILE,
        /** A text came by the admin API. */
        API,
        /** An earlier version was put in force again. */
        ROLLBACK,
        /** What is in force stays until somebody unpins. */
        PIN,
        /** The file or the setting decides again. */
        UNPIN
    }

    /** Who says what is in force: exactly one at any time. */
    public enum Owner {
        /** Nobody yet: a policy that Weir ships. */
        SHIPPED,
        FILE,
        /** The setting that names a policy which Weir ships. */
        SETTING,
        API
    }
}
