package dev.weir.policy.detection;

/**
 * A kind of sensitive content.
 *
 * @param name upper case with underscores, {@code EMAIL} for instance: as in policy files, logs and placeholders
 * @param category what it belongs to
 */
public record Entity(String name, Category category) {

    /** Groups of entities that policy files can name. */
    public enum Category {
        /** Identifies or describes a person. */
        PERSONAL,
        /** Opens a door: keys, passwords, tokens. */
        SECRET,
        /** Describes a person's health. */
        HEALTH,
        /** The customer's own: code names, dictionaries. */
        CONFIDENTIAL
    }
}
