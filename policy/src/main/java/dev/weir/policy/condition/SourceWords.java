package dev.weir.policy.condition;

import dev.weir.policy.condition.SourceSpans.Span;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * A condition's text cut into words: names, numbers, quoted text, single signs. Knows which brackets belong together.
 * Takes for granted that CEL has parsed the text. Places are code points.
 */
final class SourceWords {
    private static final int NONE = -1;
    private static final Set<String> TWO_SIGNS = Set.of("&&", "||", "<=", ">=", "==", "!=");

    private final int[] text;
    /** For each place the start of its word, or {@link #NONE} in spaces and comments. */
    private final int[] starts;
    /** For each start of a word its end. */
    private final int[] ends;
    /** For each opening bracket one past its closing one. */
    private final int[] closings;

    SourceWords(String source) {
        text = source.codePoints().toArray();
        starts = new int[text.length];
        ends = new int[text.length];
        closings = new int[text.length];
        Arrays.fill(starts, NONE);
        Arrays.fill(closings, NONE);
        Deque<Integer> open = new ArrayDeque<>();
        int at = 0;
        while (at < text.length) {
            int end = mark(at);
            if ("([{".indexOf(text[at]) >= 0) {
                open.push(at);
            } else if (")]}".indexOf(text[at]) >= 0 && !open.isEmpty()) {
                closings[open.pop()] = end;
            }
            at = end;
        }
    }

    int length() {
        return text.length;
    }

    String text(int start, int end) {
        return new String(text, start, Math.min(end, text.length) - start);
    }

    boolean is(int at, int sign) {
        return at >= 0 && at < text.length && starts[at] == at && text[at] == sign;
    }

    boolean isName(int at) {
        return at >= 0 && Character.isJavaIdentifierStart(text[at]);
    }

    /** One past the bracket that closes the one here. */
    int closing(int at) {
        return closings[at] == NONE ? text.length : closings[at];
    }

    /** The word at this place, or the next one. */
    Span word(int at) {
        int start = after(at);
        return start >= text.length ? new Span(text.length, text.length) : new Span(start, ends[start]);
    }

    /** Start of the word before this place, or -1. */
    int before(int at) {
        int back = Math.min(at, text.length) - 1;
        while (back >= 0 && starts[back] == NONE) {
            back--;
        }
        return back < 0 ? NONE : starts[back];
    }

    /** Start of the word at or after this place, or the text's length. */
    int after(int at) {
        int forward = at;
        while (forward < text.length && starts[forward] == NONE) {
            forward++;
        }
        return forward >= text.length ? text.length : starts[forward];
    }

    /** A name with dots, whose last dot is here; or without dots, which starts here. */
    Span dotted(int at, String name) {
        if (!is(at, '.')) {
            return word(at);
        }
        int start = at;
        for (int dots = (int) name.chars().filter(sign -> sign == '.').count(); dots > 0; dots--) {
            start = before(start);
            start = dots > 1 ? before(start) : start;
        }
        return new Span(Math.max(0, start), word(at + 1).end());
    }

    /** Marks the word that starts here, or passes what is no word; gives where to go on. */
    private int mark(int at) {
        if (Character.isWhitespace(text[at])) {
            return at + 1;
        }
        if (text[at] == '/' && sign(at + 1) == '/') {
            return run(at, sign -> sign != '\n');
        }
        int end = wordEnd(at);
        Arrays.fill(starts, at, end, at);
        ends[at] = end;
        return end;
    }

    private int wordEnd(int at) {
        int quote = run(at, sign -> "rRbB".indexOf(sign) >= 0);
        if (isQuote(sign(quote))) {
            boolean raw = text(at, quote).toLowerCase(Locale.ROOT).contains("r");
            return quotedEnd(quote, raw);
        }
        if (Character.isJavaIdentifierStart(text[at])) {
            return run(at, Character::isJavaIdentifierPart);
        }
        if (isDigit(text[at]) || (text[at] == '.' && isDigit(sign(at + 1)))) {
            return numberEnd(at);
        }
        String two = text(at, at + 2);
        return TWO_SIGNS.contains(two) ? at + 2 : at + 1;
    }

    private int quotedEnd(int quote, boolean raw) {
        boolean triple = sign(quote + 1) == text[quote] && sign(quote + 2) == text[quote];
        int length = triple ? 3 : 1;
        int at = quote + length;
        while (at < text.length) {
            if (text[at] == '\\' && !raw) {
                at += 2;
            } else if (text[at] == text[quote]
                    && (!triple || (sign(at + 1) == text[quote] && sign(at + 2) == text[quote]))) {
                return at + length;
            } else {
                at++;
            }
        }
        return text.length;
    }

    private int numberEnd(int at) {
        int end = run(at, sign -> Character.isLetterOrDigit(sign) || sign == '.');
        boolean exponent = "eE".indexOf(text[end - 1]) >= 0 && sign(at + 1) != 'x';
        return exponent && "+-".indexOf(sign(end)) >= 0 ? run(end + 1, SourceWords::isDigit) : end;
    }

    private int run(int from, IntPredicate belongs) {
        int end = from;
        while (end < text.length && belongs.test(text[end])) {
            end++;
        }
        return end;
    }

    /** The sign here, or 0 past the end. */
    private int sign(int at) {
        return at < text.length ? text[at] : 0;
    }

    private static boolean isDigit(int sign) {
        return sign >= '0' && sign <= '9';
    }

    private static boolean isQuote(int sign) {
        return sign == '"' || sign == '\'';
    }
}
