package dev.weir.router.signal;

import dev.weir.router.signal.Lexicon.Topic;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Counts over one text, taken in a single pass; of a long text over its first and its last part.
 *
 * @param words number of words; a character of a script without spaces counts for half a word
 * @param questions question marks
 * @param listItems lines that start with a bullet or a number
 * @param numbers runs of digits
 * @param mathSigns operators, relations, LaTeX commands
 * @param codeSigns brackets, semicolons, arrows and fences as programs have them
 * @param distinctTopicWords how many different words and phrases of each topic occur
 */
record TextFeatures(
        double words,
        int questions,
        int listItems,
        int numbers,
        int mathSigns,
        int codeSigns,
        Map<Topic, Integer> distinctTopicWords) {
    private static final String MATH_SIGNS = "=+^<>≤≥≠≈∑∫√∞∂∈∀∃×÷±π\\";
    private static final int EXCERPT = 32 * 1024;
    private static final String CODE_SIGNS = "{};`_";

    int topic(Topic topic) {
        return distinctTopicWords.getOrDefault(topic, 0);
    }

    static TextFeatures of(String raw, Lexicon lexicon) {
        String text = Normalizer.normalize(excerpt(raw), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        Scan scan = new Scan();
        text.codePoints().forEach(scan::accept);
        scan.accept('\n');
        return new TextFeatures(
                scan.words.size() + scan.ideographs / 2.0,
                scan.questions,
                scan.listItems,
                scan.numbers,
                scan.mathSigns,
                scan.codeSigns,
                topics(scan.words, lexicon));
    }

    /** What is asked stands at the start or at the end of a long text. */
    private static String excerpt(String text) {
        return text.length() <= 2 * EXCERPT
                ? text
                : text.substring(0, EXCERPT) + '\n' + text.substring(text.length() - EXCERPT);
    }

    private static Map<Topic, Integer> topics(List<String> words, Lexicon lexicon) {
        Map<Topic, Set<String>> seen = new EnumMap<>(Topic.class);
        for (int i = 0; i < words.size(); i++) {
            List<String> phrases = Lexicon.endingAt(words, i);
            for (String phrase : phrases) {
                for (Topic topic : lexicon.topics(phrase, phrase.equals(words.get(i)))) {
                    seen.computeIfAbsent(topic, _ -> new HashSet<>()).add(phrase);
                }
            }
        }
        Map<Topic, Integer> counts = new EnumMap<>(Topic.class);
        seen.forEach((topic, phrases) -> counts.put(topic, phrases.size()));
        return counts;
    }

    /** The pass itself: a small state machine over code points. */
    private static final class Scan {
        private static final int LONGEST_WORD = 40;

        private final List<String> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private int ideographs;
        private int questions;
        private int listItems;
        private int numbers;
        private int mathSigns;
        private int codeSigns;
        private boolean lineStart = true;
        private boolean inNumber;

        void accept(int c) {
            if (isWordPart(c)) {
                if (word.length() < LONGEST_WORD) {
                    word.appendCodePoint(c);
                }
            } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
            boolean digit = Character.isDigit(c);
            if (lineStart && (c == '-' || c == '*' || c == '•' || digit)) {
                listItems++;
            }
            if (digit && !inNumber) {
                numbers++;
            }
            inNumber = digit || (inNumber && (c == '.' || c == ','));
            lineStart = c == '\n' || (lineStart && Character.isWhitespace(c));
            countSigns(c);
        }

        private void countSigns(int c) {
            if (c == '?' || c == '？' || c == '؟') {
                questions++;
            }
            if (MATH_SIGNS.indexOf(c) >= 0) {
                mathSigns++;
            }
            if (CODE_SIGNS.indexOf(c) >= 0) {
                codeSigns++;
            }
            if (Character.isIdeographic(c)) {
                ideographs++;
            }
        }

        /** {@code c++}, {@code c#}, {@code don't} and {@code trade-off} are words; a lone sign isn't. */
        private boolean isWordPart(int c) {
            if (Character.isLetterOrDigit(c)) {
                return !Character.isIdeographic(c);
            }
            return !word.isEmpty()
                    && (c == '\''
                            || c == '-'
                            || c == '#'
                            || c == '+'
                            || Character.getType(c) == Character.NON_SPACING_MARK);
        }
    }
}
