package dev.weir.policy.detection;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A form of the customer's own, by a regular expression in RE2's syntax, which is matched in linear time. Thread-safe.
 *
 * <p>Design: a single search never goes back, but a search for all matches may read the rest of the text for each. So a
 * text is read in stretches, of which each match that begins in the first half counts, and after {@link #MOST} matches in
 * one stretch the rest of its half is one match. That bounds the work for each character, whatever pattern and text.
 */
public final class PatternRecogniser implements EntityRecogniser {

    /** Longest match that is found whole, in UTF-16 units. */
    public static final int LONGEST = 512;

    private static final int STRETCH = 2 * LONGEST;
    private static final int MOST = 64;
    private static final int WORD = 64;
    private static final int CONTEXT = 60;
    private static final double RAISED = 0.35;

    private final String name;
    private final Entity entity;
    private final Pattern pattern;
    private final double score;
    private final ContextWords context;

    private PatternRecogniser(String name, Entity entity, Pattern pattern, double score, List<String> context) {
        this.name = name;
        this.entity = entity;
        this.pattern = pattern;
        this.score = score;
        this.context = new ContextWords(CONTEXT, context);
    }

    /**
     * Makes a recogniser.
     *
     * @param score without a word of the context, in (0, 1]; with one it is 0.35 higher, and 1 at most
     * @param context words that may stand up to 60 characters before a match; any case
     * @throws IllegalArgumentException with what is wrong with the expression
     */
    public static PatternRecogniser of(
            String name, Entity entity, String expression, double score, List<String> context) {
        try {
            Pattern pattern = Pattern.compile(expression);
            if (pattern.matches("")) {
                throw new IllegalArgumentException("it matches nothing at all, which is everywhere");
            }
            List<String> words =
                    context.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
            return new PatternRecogniser(name, entity, pattern, score, words);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("it is malformed: " + e.getDescription(), e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Entity> entities() {
        return Set.of(entity);
    }

    @Override
    public List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        int from = 0;
        int start = 0;
        while (start < text.length()) {
            int half = Math.min(text.length(), start + LONGEST);
            int end = Math.min(text.length(), start + STRETCH);
            from = search(text, Math.max(from, start), half, end, found);
            start = half;
        }
        return found;
    }

    /** Finds matches that begin in {@code from..half}; gives where the last one ends. */
    private int search(String text, int from, int half, int end, List<Match> found) {
        if (from >= half) {
            return from;
        }
        int lead = wordStart(text, from);
        Matcher matcher = pattern.matcher(text.substring(lead, end));
        int at = from;
        for (int count = 0; at < half && matcher.find(at - lead) && lead + matcher.start() < half; count++) {
            if (count == MOST) {
                add(text, lead + matcher.start(), half, found);
                return half;
            }
            int matchEnd = lead + matcher.end();
            if (matcher.end() > matcher.start()) {
                add(text, lead + matcher.start(), matchEnd, found);
            }
            at = Math.max(at + 1, matchEnd);
        }
        return Math.max(from, at);
    }

    /** Where the word begins that goes on here, so that a stretch doesn't begin with half of one. */
    private static int wordStart(String text, int from) {
        int start = from;
        while (start > 0 && start > from - WORD && Characters.isWordAt(text, start - 1)) {
            start--;
        }
        return start;
    }

    private void add(String text, int start, int end, List<Match> found) {
        boolean named = context.precede(text.toLowerCase(Locale.ROOT), start);
        double own = named ? Math.min(1, score + RAISED) : score;
        String why = named ? "a form of the policy's own, after a word that names it" : "a form of the policy's own";
        found.add(new Match(entity, start, end, own, name, why));
    }
}
