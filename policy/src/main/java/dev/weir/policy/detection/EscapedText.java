package dev.weir.policy.detection;

import java.util.List;
import java.util.Locale;

/**
 * Undoes escapes that hide a value in plain text: percent-encoding (RFC 3986), JSON and JavaScript escapes, HTML
 * character references. Lenient: what is no escape stays as it is.
 */
final class EscapedText {

    private static final int MAX_REFERENCE = 10;
    private static final List<String> NAMED = List.of("&commat;@", "&period;.", "&amp;&", "&nbsp; ", "&hyphen;-");

    private EscapedText() {}

    /** The view with its escapes undone; the view itself where there are none. */
    static TextView decode(TextView view) {
        String text = view.text();
        if (text.indexOf('\\') < 0 && text.indexOf('%') < 0 && text.indexOf('&') < 0) {
            return view;
        }
        var decoded = new TextView.Builder(view);
        boolean changed = false;
        for (int i = 0; i < text.length(); ) {
            int end = switch (text.charAt(i)) {
                case '\\' -> backslash(text, i, decoded);
                case '%' -> percent(text, i, decoded);
                case '&' -> reference(text, i, decoded);
                default -> i;
            };
            if (end > i) {
                changed = true;
                i = end;
            } else {
                decoded.add(text.charAt(i), i, i + 1);
                i++;
            }
        }
        return changed ? decoded.build() : view;
    }

    private static int backslash(String text, int at, TextView.Builder out) {
        if (at + 1 >= text.length()) {
            return at;
        }
        char kind = text.charAt(at + 1);
        int digits = kind == 'u' ? 4 : kind == 'x' ? 2 : 0;
        if (digits > 0) {
            int value = hexadecimal(text, at + 2, digits);
            if (value < 0) {
                return at;
            }
            out.add((char) value, at, at + 2 + digits);
            return at + 2 + digits;
        }
        int plain = "\\\"/nrt".indexOf(kind);
        if (plain < 0) {
            return at;
        }
        out.add("\\\"/\n\r\t".charAt(plain), at, at + 2);
        return at + 2;
    }

    private static int percent(String text, int at, TextView.Builder out) {
        int lead = hexadecimal(text, at + 1, 2);
        if (lead < 0) {
            return at;
        }
        int more = lead < 0xC0 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
        int value = more == 0 ? lead : lead & (0x3F >> more);
        int end = at + 3;
        for (int k = 0; k < more; k++, end += 3) {
            int next = end < text.length() && text.charAt(end) == '%' ? hexadecimal(text, end + 1, 2) : -1;
            if (next < 0 || (next & 0xC0) != 0x80) {
                out.add((char) lead, at, at + 3);
                return at + 3;
            }
            value = value << 6 | (next & 0x3F);
        }
        if (!Character.isValidCodePoint(value)) {
            return at;
        }
        out.addCodePoint(value, at, end);
        return end;
    }

    private static int reference(String text, int at, TextView.Builder out) {
        int end = at + 2;
        if (end < text.length() && text.charAt(at + 1) == '#') {
            boolean hex = (text.charAt(end) | 0x20) == 'x';
            int value = 0;
            int first = hex ? end + 1 : end;
            for (end = first; end < text.length() && end < first + MAX_REFERENCE; end++) {
                int digit = Character.digit(text.charAt(end), hex ? 16 : 10);
                if (digit < 0 || value > Character.MAX_CODE_POINT) {
                    break;
                }
                value = value * (hex ? 16 : 10) + digit;
            }
            if (end == first || !Character.isValidCodePoint(value)) {
                return at;
            }
            end += end < text.length() && text.charAt(end) == ';' ? 1 : 0;
            out.addCodePoint(value, at, end);
            return end;
        }
        for (String named : NAMED) {
            int length = named.length() - 1;
            if (text.regionMatches(true, at, named.toLowerCase(Locale.ROOT), 0, length)) {
                out.add(named.charAt(length), at, at + length);
                return at + length;
            }
        }
        return at;
    }

    private static int hexadecimal(String text, int at, int digits) {
        if (at + digits > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = at; i < at + digits; i++) {
            int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }
}
