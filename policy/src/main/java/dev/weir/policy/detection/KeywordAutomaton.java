package dev.weir.policy.detection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * Finds any of many keywords in one pass, whatever their number: Aho and Corasick, "Efficient string matching" (1975),
 * as a table over the characters that occur in keywords. ASCII and Unicode letters match in any case. Immutable.
 */
final class KeywordAutomaton {

    /** Set in an edge that leads to a state where keywords end. */
    private static final int REPORTS = 0x8000_0000;

    private static final int ROW = ~REPORTS;

    private final byte[] classes = new byte[Character.MAX_VALUE + 1];
    private final int width;
    /** Edges: where in this table the next state's row begins, and whether keywords end there. */
    private final int[] next;

    private final int[][] output;
    private final int[] lengths;

    KeywordAutomaton(List<String> keywords) {
        this(keywords, false);
    }

    private KeywordAutomaton(List<String> keywords, boolean anyAccent) {
        List<String> folded = keywords.stream()
                .map(k -> anyAccent ? LetterFold.of(k) : k.toLowerCase(Locale.ROOT))
                .toList();
        this.lengths = folded.stream().mapToInt(String::length).toArray();
        this.width = classify(folded);
        int states = folded.stream().mapToInt(String::length).sum() + 1;
        if ((long) states * width > ROW) {
            throw new IllegalArgumentException("too many keywords for one table");
        }
        int[] table = new int[states * width];
        this.output = new int[states][];
        Arrays.fill(output, new int[0]);
        int used = insert(folded, table);
        link(table, used);
        for (int edge = 0; edge < table.length; edge++) {
            int state = table[edge];
            table[edge] = state * width | (output[state].length > 0 ? REPORTS : 0);
        }
        this.next = table;
        if (anyAccent) {
            foldClasses();
        }
    }

    /** An automaton that sees neither accents nor which joint words have, see {@link LetterFold}. */
    static KeywordAutomaton ignoringAccents(List<String> keywords) {
        return new KeywordAutomaton(keywords, true);
    }

    private void foldClasses() {
        for (int c = 0; c < classes.length; c++) {
            classes[c] = classes[LetterFold.of((char) c)];
        }
    }

    /** Receives each hit. */
    @FunctionalInterface
    interface HitConsumer {
        void hit(int keyword, int start, int end);
    }

    /** Reports every occurrence of every keyword, by its number in the list given. */
    void scan(CharSequence text, HitConsumer consumer) {
        scan(text, 0, text.length(), consumer);
    }

    /** Reports the keywords that lie in a stretch of a text. */
    void scan(CharSequence text, int from, int to, HitConsumer consumer) {
        int row = 0;
        for (int i = from; i < to; i++) {
            int edge = next[row + classes[text.charAt(i)]];
            row = edge & ROW;
            if (edge < 0) {
                for (int keyword : output[row / width]) {
                    consumer.hit(keyword, i + 1 - lengths[keyword], i + 1);
                }
            }
        }
    }

    /** Whether any keyword occurs. */
    boolean occursIn(CharSequence text) {
        int row = 0;
        for (int i = 0; i < text.length(); i++) {
            int edge = next[row + classes[text.charAt(i)]];
            row = edge & ROW;
            if (edge < 0) {
                return true;
            }
        }
        return false;
    }

    private int classify(List<String> keywords) {
        int count = 1;
        for (String keyword : keywords) {
            for (int i = 0; i < keyword.length(); i++) {
                char c = keyword.charAt(i);
                if (classes[c] == 0) {
                    if (count > Byte.MAX_VALUE) {
                        throw new IllegalArgumentException("too many different characters in keywords");
                    }
                    byte own = (byte) count++;
                    classes[c] = own;
                    classes[Character.toUpperCase(c)] = own;
                }
            }
        }
        return count;
    }

    private int insert(List<String> keywords, int[] table) {
        int used = 1;
        for (int k = 0; k < keywords.size(); k++) {
            int state = 0;
            for (int i = 0; i < keywords.get(k).length(); i++) {
                int edge = state * width + classes[keywords.get(k).charAt(i)];
                if (table[edge] == 0) {
                    table[edge] = used++;
                }
                state = table[edge];
            }
            output[state] = append(output[state], k);
        }
        return used;
    }

    /** Turns the tree into an automaton: every missing edge goes where the longest suffix would go. */
    private void link(int[] table, int used) {
        int[] suffix = new int[used];
        var queue = new ArrayDeque<Integer>();
        forEachEdge(table, 0, edge -> queue.add(table[edge]));
        while (!queue.isEmpty()) {
            int state = queue.remove();
            for (int keyword : output[suffix[state]]) {
                output[state] = append(output[state], keyword);
            }
            for (int c = 0; c < width; c++) {
                int edge = state * width + c;
                int viaSuffix = table[suffix[state] * width + c];
                if (table[edge] == 0) {
                    table[edge] = viaSuffix;
                } else {
                    suffix[table[edge]] = viaSuffix;
                    queue.add(table[edge]);
                }
            }
        }
    }

    private void forEachEdge(int[] table, int state, IntConsumer consumer) {
        for (int c = 0; c < width; c++) {
            if (table[state * width + c] != 0) {
                consumer.accept(state * width + c);
            }
        }
    }

    private static int[] append(int[] list, int value) {
        var all = new ArrayList<Integer>();
        for (int present : list) {
            all.add(present);
        }
        all.add(value);
        return all.stream().mapToInt(Integer::intValue).toArray();
    }
}
