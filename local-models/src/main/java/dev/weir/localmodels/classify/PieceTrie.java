package dev.weir.localmodels.classify;

import java.util.Arrays;

/**
 * Finds the pieces that begin at a place, a character at a time: a trie whose edges lie in one hash table with open
 * addressing. Built once, then only read.
 */
final class PieceTrie {

    static final int ROOT = 0;
    static final int NONE = -1;

    private static final int CODE_POINT_BITS = 21;
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final long FREE = -1;

    private long[] edges;
    private int[] targets;
    private int[] values;
    private int nodes = 1;

    /**
     * @param pieces how many there will be, about
     */
    PieceTrie(int pieces) {
        int slots = Math.max(16, Integer.highestOneBit(pieces * 4) << 1);
        edges = new long[slots];
        targets = new int[slots];
        values = new int[slots];
        Arrays.fill(edges, FREE);
        Arrays.fill(values, NONE);
    }

    void put(String piece, int value) {
        int node = ROOT;
        for (int codePoint : piece.codePoints().toArray()) {
            node = childOrNew(node, codePoint);
        }
        values[node] = value;
    }

    /** The node that a character leads to, or {@link #NONE}. */
    int child(int node, int codePoint) {
        int slot = slot(edge(node, codePoint));
        return edges[slot] == FREE ? NONE : targets[slot];
    }

    /** What was put for the characters that led to a node, or {@link #NONE}. */
    int value(int node) {
        return values[node];
    }

    private int childOrNew(int node, int codePoint) {
        if (nodes * 2 > edges.length) {
            grow();
        }
        long edge = edge(node, codePoint);
        int slot = slot(edge);
        if (edges[slot] == FREE) {
            edges[slot] = edge;
            targets[slot] = nodes++;
        }
        return targets[slot];
    }

    private void grow() {
        long[] oldEdges = edges;
        int[] oldTargets = targets;
        edges = new long[oldEdges.length * 2];
        targets = new int[edges.length];
        Arrays.fill(edges, FREE);
        for (int i = 0; i < oldEdges.length; i++) {
            if (oldEdges[i] != FREE) {
                int slot = slot(oldEdges[i]);
                edges[slot] = oldEdges[i];
                targets[slot] = oldTargets[i];
            }
        }
        int known = values.length;
        values = Arrays.copyOf(values, edges.length);
        Arrays.fill(values, known, values.length, NONE);
    }

    private int slot(long edge) {
        int mask = edges.length - 1;
        int slot = (int) ((edge * MIX) >>> 32) & mask;
        while (edges[slot] != FREE && edges[slot] != edge) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static long edge(int node, int codePoint) {
        return ((long) node << CODE_POINT_BITS) | codePoint;
    }
}
