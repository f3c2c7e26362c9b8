package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Words that say what a value near them is, in groups. Accents, case and the joints of words don't matter. A word of six letters or more counts as the
 * stem of a longer one as well.
 */
final class CueWords {

    /** Further away than any cue counts. */
    static final int NONE = Integer.MAX_VALUE;

    private static final int BEFORE = 64;
    private static final int STEM = 6;

    private final Map<String, Integer> numbers = new TreeMap<>();
    private final List<String> words = new ArrayList<>();
    private final List<Integer> groups = new ArrayList<>();
    private final KeywordAutomaton automaton;

    /**
     * @param wordsByGroup words of each group by its name
     */
    CueWords(Map<String, List<String>> wordsByGroup) {
        wordsByGroup.forEach((group, own) -> {
            int number = numbers.size();
            numbers.put(group, number);
            for (String word : own) {
                words.add(word);
                groups.add(number);
            }
        });
        this.automaton = KeywordAutomaton.ignoringAccents(words);
    }

    /** The number of a group; -1 for a name without words. */
    int group(String name) {
        return numbers.getOrDefault(name, -1);
    }

    /** Every cue of a text, found in one pass. */
    Cues in(String text) {
        var cues = new Cues();
        automaton.scan(text, (word, start, end) -> {
            if (isWhole(text, start, end, word)) {
                cues.add(groups.get(word), start, end);
            }
        });
        return cues;
    }

    /** How far the nearest word of a group is before a place; {@link #NONE} where there is none. */
    int before(String text, int place, String group) {
        var nearest = new int[] {NONE};
        int number = group(group);
        automaton.scan(text, Math.max(0, place - BEFORE), place, (word, start, end) -> {
            if (groups.get(word) == number && isWhole(text, start, end, word)) {
                nearest[0] = Math.min(nearest[0], place - end);
            }
        });
        return nearest[0];
    }

    /** Cues in the order of their ends. Grows while a text is read; not thread-safe. */
    static final class Cues {
        private int[] hits = new int[24];
        private int size;

        private void add(int group, int start, int end) {
            if (size + 3 > hits.length) {
                hits = Arrays.copyOf(hits, hits.length * 2);
            }
            hits[size] = group;
            hits[size + 1] = start;
            hits[size + 2] = end;
            size += 3;
        }

        boolean isEmpty() {
            return size == 0;
        }

        /** Where the first cue is that ends past a place. */
        private int firstPast(int place) {
            int low = 0;
            int high = size / 3;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (hits[middle * 3 + 2] <= place) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low * 3;
        }

        /** How far before a place a cue of the group ends, if within the reach. */
        int before(int place, int group, int reach) {
            for (int i = firstPast(place) - 3; i >= 0 && hits[i + 2] >= place - reach; i -= 3) {
                if (hits[i] == group) {
                    return place - hits[i + 2];
                }
            }
            return NONE;
        }

        /** How far after a place a cue of the group begins, if within the reach. */
        int after(int place, int group, int reach) {
            for (int i = firstPast(place); i < size && hits[i + 1] <= place + reach; i += 3) {
                if (hits[i] == group && hits[i + 1] >= place) {
                    return hits[i + 1] - place;
                }
            }
            return NONE;
        }
    }

    private boolean isWhole(String text, int start, int end, int word) {
        boolean unspaced = words.get(word).charAt(0) > 0x0E00;
        boolean begins = !Character.isLetter(charAt(text, start - 1)) || isHump(text, start);
        boolean ends = words.get(word).length() >= STEM || !Character.isLetter(charAt(text, end)) || isHump(text, end);
        return unspaced || (begins && ends);
    }

    /** Where {@code phoneNumber} has its second word. */
    private static boolean isHump(String text, int index) {
        return Character.isUpperCase(charAt(text, index)) && Character.isLowerCase(charAt(text, index - 1));
    }

    private static char charAt(String text, int index) {
        return index >= 0 && index < text.length() ? text.charAt(index) : ' ';
    }
}
