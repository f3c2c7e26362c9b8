package dev.weir.policy.detection;

import java.util.List;

/**
 * Words that, shortly before a value, say what it is. Short words count only as a word of their own, so that "tel" isn't
 * found in "hotel"; words of six letters or more count as the stem of a longer one as well.
 */
final class ContextWords {

    private static final int STEM = 6;

    private final List<String> words;
    private final KeywordAutomaton automaton;
    private final int window;

    /**
     * @param window how many characters before the value are read
     */
    ContextWords(int window, List<String> words) {
        this.window = window;
        this.words = words;
        this.automaton = new KeywordAutomaton(words);
    }

    /** Whether one of the words stands before {@code index}. */
    boolean precede(String text, int index) {
        int from = Math.max(0, index - window);
        var found = new boolean[1];
        automaton.scan(text.subSequence(from, index), (keyword, start, end) -> {
            boolean begins = !Characters.isWordAt(text, from + start - 1);
            boolean ends = words.get(keyword).length() >= STEM || !Characters.isWordAt(text, from + end);
            found[0] |= begins && ends;
        });
        return found[0];
    }
}
