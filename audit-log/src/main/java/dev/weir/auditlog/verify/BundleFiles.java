package dev.weir.auditlog.verify;

/** The files of an export. */
final class BundleFiles {

    /** One entry a line, in the log's order: exactly the bytes that were hashed. */
    static final String ENTRIES = "entries.jsonl";

    /** For each entry of the log one character of {@link #PRESENT} and so on, and the 32 bytes of its hash. */
    static final String LEAVES = "leaves";

    /** Signed checkpoints, oldest first, with a blank line after each. */
    static final String CHECKPOINTS = "checkpoints";

    /** The {@link ExportManifest} as a signed note. */
    static final String MANIFEST = "manifest";

    /** The public key, to compare with the one that the verifier has from elsewhere. */
    static final String KEY = "key";

    static final byte PRESENT = 'e';
    static final byte LEFT_OUT = 'o';
    static final byte PRUNED = 'p';

    private BundleFiles() {}
}
