package dev.weir.router.signal;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A text made ready for counting.
 *
 * @param text composed, and of a long text its beginning and its end only, where the ask stands
 * @param lower the same in lower case
 * @param words its words in lower case, letters and digits only
 */
record Wording(String text, String lower, List<String> words) {

    private static final int EXCERPT = 8 * 1024;
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    Wording {
        words = List.copyOf(words);
    }

    static Wording of(String raw) {
        String excerpt = raw.length() <= 2 * EXCERPT
                ? raw
                : raw.substring(0, EXCERPT) + '\n' + raw.substring(raw.length() - EXCERPT);
        String text = Normalizer.normalize(excerpt, Normalizer.Form.NFC);
        String lower = text.toLowerCase(Locale.ROOT);
        return new Wording(
                text,
                lower,
                NO_WORD.splitAsStream(lower).filter(word -> !word.isEmpty()).toList());
    }

    /** How many of these words occur, repetitions included. */
    long hits(Set<String> wanted) {
        return words.stream().filter(wanted::contains).count();
    }

    /** How often a pattern occurs. */
    static long matches(Pattern pattern, CharSequence text) {
        return pattern.matcher(text).results().count();
    }

    /** How many characters are among these. */
    long signs(String wanted) {
        return text.chars().filter(c -> wanted.indexOf(c) >= 0).count();
    }
}
