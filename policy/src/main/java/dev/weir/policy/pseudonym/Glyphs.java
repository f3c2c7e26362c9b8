package dev.weir.policy.pseudonym;

import java.util.Arrays;

/**
 * A piece of text as its reader takes it: in JSON an escape is one character. An escape that is cut off at the end is
 * left out, to be read again with what follows.
 */
final class Glyphs {

    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";
    private static final int UNICODE_ESCAPE = 6;

    private final String raw;
    private final char[] characters;
    private final int[] starts;
    private final int size;

    private Glyphs(String raw, char[] characters, int[] starts, int size) {
        this.raw = raw;
        this.characters = characters;
        this.starts = starts;
        this.size = size;
    }

    /**
     * Reads a piece of text.
     *
     * @param ended whether nothing follows, so that an escape that is cut off stands for itself
     */
    static Glyphs of(String raw, TextForm form, boolean ended) {
        int length = raw.length();
        char[] characters = raw.toCharArray();
        int[] starts = new int[length + 1];
        if (form == TextForm.PLAIN || raw.indexOf('\\') < 0) {
            Arrays.setAll(starts, i -> i);
            return new Glyphs(raw, characters, starts, length);
        }
        int size = 0;
        int at = 0;
        while (at < length) {
            int end = endOf(raw, at);
            if (end > length && !ended) {
                break;
            }
            end = Math.min(end, length);
            characters[size] = end - at > 1 ? unescape(raw, at, end) : raw.charAt(at);
            starts[size++] = at;
            at = end;
        }
        starts[size] = at;
        return new Glyphs(raw, characters, starts, size);
    }

    private static int endOf(String raw, int at) {
        if (raw.charAt(at) != '\\') {
            return at + 1;
        }
        boolean unicode = at + 1 < raw.length() && raw.charAt(at + 1) == 'u';
        return at + (unicode ? UNICODE_ESCAPE : 2);
    }

    private static char unescape(String raw, int at, int end) {
        if (end - at == UNICODE_ESCAPE && raw.charAt(at + 1) == 'u') {
            try {
                return (char) Integer.parseInt(raw, at + 2, end, 16);
            } catch (NumberFormatException e) {
                return '\\';
            }
        }
        int known = ESCAPES.indexOf(raw.charAt(at + 1));
        return known < 0 ? '\\' : ESCAPED.charAt(known);
    }

    int size() {
        return size;
    }

    char at(int index) {
        return characters[index];
    }

    /** Where in the raw text a glyph begins; for {@link #size}, where what was read ends. */
    int rawStart(int index) {
        return starts[index];
    }

    String raw() {
        return raw;
    }
}
