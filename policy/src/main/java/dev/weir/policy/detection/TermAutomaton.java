package dev.weir.policy.detection;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Finds terms of a large list in one pass (Aho and Corasick, 1975), a million of them in tens of megabytes.
 *
 * <p>Design: states are numbered breadth first over the sorted terms, so the children of a state are neighbours and need
 * one number, where they begin. A step is a binary search among the children, or the failure link; both are amortised
 * over the text, so the cost per character is bounded by the logarithm of the alphabet. Immutable and thread-safe.
 */
final class TermAutomaton {

    private static final int ROOT = 0;

    /** The character that leads to each state. */
    private final char[] labels;
    /** Where the children of each state begin; they end where the next state's begin. */
    private final int[] children;
    /** The state of the longest proper suffix. */
    private final int[] failures;
    /** Length of the term that ends in each state; 0 for none. */
    private final char[] lengths;
    /** States in which some term ends, their own or a suffix. */
    private final BitSet ending;

    private TermAutomaton(Builder built) {
        this.labels = built.labels;
        this.children = built.children;
        this.failures = built.failures();
        this.lengths = built.lengths;
        this.ending = new BitSet(labels.length);
        for (int state = 1; state < labels.length; state++) {
            ending.set(state, lengths[state] > 0 || ending.get(failures[state]));
        }
    }

    /**
     * Builds an automaton.
     *
     * @param terms not empty, each as the text to scan will be written
     */
    static TermAutomaton of(List<String> terms) {
        return new TermAutomaton(new Builder(terms));
    }

    /** Receives each hit. */
    @FunctionalInterface
    interface HitConsumer {
        /**
         * A term ends here.
         *
         * @param length characters of the term that ends before {@code end}
         */
        void hit(int length, int end);
    }

    /** A place in the automaton, for one pass over one text. Not thread-safe. */
    final class Cursor {
        private int state = ROOT;

        /** Reads one character and reports the terms that end with it, the longest first. */
        void read(char c, int end, HitConsumer consumer) {
            state = step(state, c);
            if (ending.get(state)) {
                for (int s = state; s != ROOT; s = failures[s]) {
                    if (lengths[s] > 0) {
                        consumer.hit(lengths[s], end);
                    }
                }
            }
        }
    }

    Cursor cursor() {
        return new Cursor();
    }

    private int step(int from, char c) {
        int state = from;
        int next = child(labels, children, state, c);
        while (next < 0 && state != ROOT) {
            state = failures[state];
            next = child(labels, children, state, c);
        }
        return Math.max(next, ROOT);
    }

    private static int child(char[] labels, int[] children, int state, char c) {
        int found = Arrays.binarySearch(labels, children[state], children[state + 1], c);
        return found >= 0 ? found : -1;
    }

    /** Lays the trie out, level by level. */
    private static final class Builder {
        private final String[] terms;
        private final char[] labels;
        private final int[] children;
        private final char[] lengths;
        private int states = 1;

        Builder(List<String> given) {
            this.terms =
                    given.stream().filter(t -> !t.isEmpty()).distinct().sorted().toArray(String[]::new);
            int size = count();
            this.labels = new char[size];
            this.children = new int[size + 1];
            this.lengths = new char[size];
            layOut(size);
        }

        /** One state for the root and one for each character that a term doesn't share with the one before. */
        private int count() {
            long size = 1;
            String before = "";
            for (String term : terms) {
                size += term.length() - shared(before, term);
                before = term;
            }
            return Math.toIntExact(size);
        }

        private static int shared(String a, String b) {
            int i = 0;
            while (i < a.length() && i < b.length() && a.charAt(i) == b.charAt(i)) {
                i++;
            }
            return i;
        }

        /** Each state stands for a stretch of the sorted terms, those that begin alike. */
        private void layOut(int size) {
            int[] from = new int[size];
            int[] to = new int[size];
            to[ROOT] = terms.length;
            int depth = 0;
            int levelEnd = 1;
            for (int state = 0; state < size; state++) {
                if (state == levelEnd) {
                    depth++;
                    levelEnd = states;
                }
                children[state] = states;
                int first = from[state];
                if (first < to[state] && terms[first].length() == depth) {
                    lengths[state] = (char) depth;
                    first++;
                }
                while (first < to[state]) {
                    first = addChild(first, to[state], depth, from, to);
                }
            }
            children[size] = states;
        }

        private int addChild(int first, int end, int depth, int[] from, int[] to) {
            char label = terms[first].charAt(depth);
            int last = first;
            while (last < end && terms[last].charAt(depth) == label) {
                last++;
            }
            labels[states] = label;
            from[states] = first;
            to[states] = last;
            states++;
            return last;
        }

        /** Parents come before their children, so each link needs only links that are known. */
        int[] failures() {
            int[] failures = new int[labels.length];
            for (int parent = 0; parent < labels.length; parent++) {
                for (int state = children[parent]; state < children[parent + 1]; state++) {
                    failures[state] = parent == ROOT ? ROOT : failure(failures, failures[parent], labels[state]);
                }
            }
            return failures;
        }

        private int failure(int[] failures, int from, char c) {
            int state = from;
            int next = child(labels, children, state, c);
            while (next < 0 && state != ROOT) {
                state = failures[state];
                next = child(labels, children, state, c);
            }
            return Math.max(next, ROOT);
        }
    }
}
