package dev.weir.localmodels.importer;

/**
 * Names of the inputs and outputs of an imported model's graphs.
 *
 * <p>A run takes the next tokens of one sequence and the cache of those before. Keys and values of layer n are one
 * buffer {@code [1, keyValueHeads, capacity, headSize]}, passed as past and as present.
 */
public final class GraphNames {

    /** In: token ids, INT64 {@code [tokens]}. */
    public static final String TOKENS = "tokens";

    /** In: of which of these tokens logits are wanted, INT64 {@code [rows]}. */
    public static final String ROWS = "rows";

    /** In: position of the last of these tokens in the sequence, INT32 {@code [1]}. */
    public static final String LAST_POSITION = "last_position";

    /** In: length of the sequence with these tokens, INT32 {@code [1]}. */
    public static final String TOTAL = "total";

    /** Out: FLOAT {@code [rows, vocabulary]}. */
    public static final String LOGITS = "logits";

    private GraphNames() {}

    /** In: keys of the sequence so far. */
    public static String pastKeys(int layer) {
        return "past_keys." + layer;
    }

    /** In: values of the sequence so far. */
    public static String pastValues(int layer) {
        return "past_values." + layer;
    }

    /** Out: keys of the sequence with these tokens. */
    public static String presentKeys(int layer) {
        return "present_keys." + layer;
    }

    /** Out: values of the sequence with these tokens. */
    public static String presentValues(int layer) {
        return "present_values." + layer;
    }
}
