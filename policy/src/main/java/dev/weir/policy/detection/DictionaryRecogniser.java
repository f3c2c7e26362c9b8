package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The customer's own words, up to two million of them: code names, products to come, names of clients. Case, look-alike
 * letters and the width of blanks don't matter; a term counts only as whole words. Immutable and thread-safe.
 */
public final class DictionaryRecogniser implements EntityRecogniser {

    private static final int MAX_TERMS = 2_000_000;
    /** Longest term, in characters. */
    public static final int LONGEST_TERM = 256;

    /** From here on scripts write words without blanks between them. */
    private static final char UNSPACED = 0x0E00;

    private final Entity entity;
    private final TermAutomaton automaton;

    private DictionaryRecogniser(Entity entity, TermAutomaton automaton) {
        this.entity = entity;
        this.automaton = automaton;
    }

    /**
     * Makes a recogniser; takes a few seconds for a million terms.
     *
     * @throws IllegalArgumentException there are no terms or too many, or one is blank or longer than 256 characters
     */
    public static DictionaryRecogniser of(Entity entity, Collection<String> terms) {
        if (terms.isEmpty() || terms.size() > MAX_TERMS) {
            throw new IllegalArgumentException(
                    "a dictionary has between 1 and " + MAX_TERMS + " terms, was " + terms.size());
        }
        var folded = new ArrayList<String>(terms.size());
        for (String term : terms) {
            String plain = folded(term);
            if (plain.isEmpty() || plain.length() > LONGEST_TERM) {
                throw new IllegalArgumentException(
                        "a term has between 1 and " + LONGEST_TERM + " characters, was " + plain.length());
            }
            folded.add(plain);
        }
        return new DictionaryRecogniser(entity, TermAutomaton.of(folded));
    }

    @Override
    public String name() {
        return "dictionary";
    }

    @Override
    public Set<Entity> entities() {
        return Set.of(entity);
    }

    @Override
    public List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        int[] last = {-1};
        TermAutomaton.Cursor cursor = automaton.cursor();
        boolean blank = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean space = Character.isWhitespace(c);
            if (!(space && blank)) {
                cursor.read(space ? ' ' : Character.toLowerCase(c), i + 1, (length, end) -> {
                    int start = startOf(text, length, end);
                    if (last[0] < end && isWhole(text, start, end)) {
                        last[0] = end;
                        found.add(new Match(entity, start, end, 1.0, name(), "a term of the dictionary"));
                    }
                });
            }
            blank = space;
        }
        return found;
    }

    /** Counts characters back; a run of blanks is one. */
    private static int startOf(String text, int length, int end) {
        int start = end;
        for (int left = length; left > 0; left--) {
            start--;
            while (Character.isWhitespace(text.charAt(start))
                    && start > 0
                    && Character.isWhitespace(text.charAt(start - 1))) {
                start--;
            }
        }
        return start;
    }

    private static boolean isWhole(String text, int start, int end) {
        return !(start > 0 && goesOn(text.charAt(start - 1), text.charAt(start)))
                && !(end < text.length() && goesOn(text.charAt(end - 1), text.charAt(end)));
    }

    private static boolean goesOn(char a, char b) {
        return isSpaced(a) && isSpaced(b);
    }

    private static boolean isSpaced(char c) {
        return Character.isLetterOrDigit(c) && c < UNSPACED;
    }

    private static String folded(String term) {
        String shadow = ShadowText.of(TextView.of(term.strip())).text();
        var folded = new StringBuilder(shadow.length());
        for (int i = 0; i < shadow.length(); i++) {
            char c = shadow.charAt(i);
            boolean space = Character.isWhitespace(c);
            if (!space || i == 0 || !Character.isWhitespace(shadow.charAt(i - 1))) {
                folded.append(space ? ' ' : Character.toLowerCase(c));
            }
        }
        return folded.toString();
    }
}
