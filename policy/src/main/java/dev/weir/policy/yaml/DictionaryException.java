package dev.weir.policy.yaml;

/** A dictionary can't be used. The message names its file and holds none of its terms. */
public final class DictionaryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DictionaryException(String file, String why) {
        super("the dictionary `" + file + "` can't be used: " + why);
    }

    /** What is wrong. */
    public String problem() {
        return String.valueOf(getMessage());
    }
}
