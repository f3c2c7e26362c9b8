package dev.weir.localmodels;

import java.util.regex.Pattern;

/** A model's stable name: lower-case letters, digits, dots, underscores and dashes, at most 96 characters. */
public record ModelId(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,95}");

    public ModelId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "`" + value + "` is no model id: lower-case letters, digits, `.`, `_` and `-` only");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
