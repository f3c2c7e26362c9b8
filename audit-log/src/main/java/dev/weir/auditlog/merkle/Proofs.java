package dev.weir.auditlog.merkle;

import java.util.ArrayList;
import java.util.List;

/** Makes proofs as RFC 6962 (sections 2.1.1 and 2.1.2) defines them, from a tree that is stored. */
public final class Proofs {

    private Proofs() {}

    /**
     * Hashes that lead from a leaf to the root.
     *
     * @param leaf counted from 0, below {@code size}
     */
    public static List<Hash> inclusion(StoredTree tree, long leaf, long size) {
        if (leaf < 0 || leaf >= size) {
            throw new IllegalArgumentException("leaf " + leaf + " isn't in a tree of " + size);
        }
        List<Hash> path = new ArrayList<>();
        include(tree, leaf, 0, size, path);
        return path;
    }

    private static void include(StoredTree tree, long leaf, long from, long to, List<Hash> path) {
        if (to - from == 1) {
            return;
        }
        long middle = from + split(to - from);
        if (leaf < middle) {
            include(tree, leaf, from, middle, path);
            path.add(root(tree, middle, to));
        } else {
            include(tree, leaf, middle, to, path);
            path.add(root(tree, from, middle));
        }
    }

    /**
     * Hashes that show that a tree is the beginning of a larger one.
     *
     * @param first size of the smaller tree, from 1 to {@code second}
     */
    public static List<Hash> consistency(StoredTree tree, long first, long second) {
        if (first < 1 || first > second) {
            throw new IllegalArgumentException("a tree of " + first + " doesn't begin one of " + second);
        }
        List<Hash> path = new ArrayList<>();
        if (first < second) {
            begin(tree, first, 0, second, true, path);
        }
        return path;
    }

    private static void begin(StoredTree tree, long first, long from, long to, boolean known, List<Hash> path) {
        if (first == to) {
            if (!known) {
                path.add(root(tree, from, to));
            }
            return;
        }
        long middle = from + split(to - from);
        if (first <= middle) {
            begin(tree, first, from, middle, known, path);
            path.add(root(tree, middle, to));
        } else {
            begin(tree, first, middle, to, false, path);
            path.add(root(tree, from, middle));
        }
    }

    /** Root over the leaves from {@code from}, a multiple of the range's own size or larger, to before {@code to}. */
    private static Hash root(StoredTree tree, long from, long to) {
        long size = to - from;
        if (Long.bitCount(size) == 1) {
            int level = Long.numberOfTrailingZeros(size);
            return tree.subtree(level, from >> level);
        }
        long middle = from + split(size);
        return TreeHasher.node(root(tree, from, middle), root(tree, middle, to));
    }

    /** The largest power of two below a size of at least 2. */
    private static long split(long size) {
        return Long.highestOneBit(size - 1);
    }
}
