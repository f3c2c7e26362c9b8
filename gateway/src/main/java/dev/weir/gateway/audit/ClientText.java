package dev.weir.gateway.audit;

import java.util.regex.Pattern;

/** Short texts that come from a client, such as the model's name, made fit for a column. */
final class ClientText {

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");

    private ClientText() {}

    /** At most {@code length} characters, with {@code ?} for control characters and halves of surrogate pairs. */
    static String printable(String text, int length) {
        String cut = text.length() <= length ? text : text.substring(0, length);
        return UNPRINTABLE.matcher(cut).replaceAll("?");
    }
}
