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

    private final byte[] classes = new byte[Character.MAX_VALUE + 1];
    private final int width;
    private final int[] next;
    private final int[][] output;
    private final int[] lengths;

    KeywordAutomaton(List<String> keywords) {
        List<String> folded =
                keywords.stream().map(k -> k.toLowerCase(Locale.ROOT)).toList();
        this.lengths = folded.stream().mapToInt(String::length).toArray();
        this.width = classify(folded);
        int states = folded.stream().mapToInt(String::length).sum() + 1;
        int[] table = new int[states * width];
        this.output = new int[states][];
        Arrays.fill(output, new int[0]);
        int used = insert(folded, table);
        link(table, used);
        this.next = table;
    }

    /** Receives each hit. */
    @FunctionalInterface
    interface HitConsumer {
        void hit(int keyword, int start, int end);
    }

    /** Reports every occurrence of every keyword, by its number in the list given. */
    void scan(CharSequence text, HitConsumer consumer) {
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            state = next[state * width + classes[text.charAt(i)]];
            for (int keyword : output[state]) {
                consumer.hit(keyword, i + 1 - lengths[keyword], i + 1);
            }
        }
    }

    /** Whether any keyword occurs. */
    boolean occursIn(CharSequence text) {
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            state = next[state * width + classes[text.charAt(i)]];
            if (output[state].length > 0) {
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
