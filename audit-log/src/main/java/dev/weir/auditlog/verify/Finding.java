package dev.weir.auditlog.verify;

/**
 * Something that is wrong with a log.
 *
 * @param sequence the first entry that it concerns
 * @param message in words, without content of entries
 */
public record Finding(Code code, long sequence, String message) {

    /** What is wrong. */
    public enum Code {
        /** An entry isn't the one whose hash is in the tree. */
        CHANGED,
        /** An entry isn't there. */
        MISSING,
        /** An entry stands where none, or another one, belongs. */
        OUT_OF_PLACE,
        /** An entry doesn't name the hash of the one before. */
        CHAIN_BROKEN,
        /** The log ends before a signed checkpoint says. */
        TRUNCATED,
        /** The entries up to a checkpoint aren't those that were signed. */
        ROOT_DIFFERS,
        /** Two signed checkpoints can't both be of one log. */
        FORKED,
        /** Checkpoints don't stand in the order of their sizes. */
        CHECKPOINTS_OUT_OF_ORDER,
        /** A checkpoint isn't signed by the key. */
        NOT_SIGNED,
        /** Entries are gone that no retention record tells of. */
        PRUNED_WITHOUT_RECORD,
        /** An entry about retention or holds contradicts itself or what stands before it. */
        RETENTION_WRONG,
        /** An entry about a change of the log's key can't be one. */
        ROTATION_WRONG,
        /** Entries were removed as if a hold weren't in force. */
        HOLD_IGNORED,
        /** Entries at the end are covered by no checkpoint. */
        NOT_COVERED,
        /** What was exported isn't what was signed as exported. */
        EXPORT_CHANGED,
        /** Content that was captured beside the log isn't what an entry says was stored. */
        CONTENT_CHANGED,
        /** A file can't be read. */
        UNREADABLE
    }
}
