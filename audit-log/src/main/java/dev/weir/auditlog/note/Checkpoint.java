package dev.weir.auditlog.note;

import dev.weir.auditlog.merkle.Hash;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a log is at one size, as C2SP's tlog-checkpoint writes it.
 *
 * @param origin which log
 * @param size number of entries
 * @param root root of their tree
 */
public record Checkpoint(String origin, long size, Hash root) {

    private static final Pattern FORM =
            Pattern.compile("([^\n]+)\n(0|[1-9][0-9]{0,17})\n([A-Za-z0-9+/]{43}=)\n(?:[^\n]+\n)*");

    /**
     * Reads a checkpoint's text.
     *
     * @throws IllegalArgumentException if the text isn't a checkpoint's
     */
    public static Checkpoint parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a checkpoint has an origin, a size and a root, one a line");
        }
        return new Checkpoint(parts.group(1), Long.parseLong(parts.group(2)), Hash.fromBase64(parts.group(3)));
    }

    /** The text that is signed. */
    public String text() {
        return origin + "\n" + size + "\n" + root.base64() + "\n";
    }
}
