package dev.weir.auditlog.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree that grows: only the roots of its complete subtrees are kept, so it takes memory and time of the logarithm of
 * its size. Not thread-safe; {@link #copy} gives one that goes its own way.
 */
public final class Frontier {

    private static final int LEVELS = 63;

    private final Hash[] subtrees;
    private long size;

    public Frontier() {
        this(new Hash[LEVELS], 0);
    }

    private Frontier(Hash[] subtrees, long size) {
        this.subtrees = subtrees;
        this.size = size;
    }

    /** The frontier of the first {@code size} leaves of a tree whose complete subtrees are at hand. */
    public static Frontier of(StoredTree tree, long size) {
        Frontier frontier = new Frontier();
        frontier.size = size;
        for (int level = 0; level < LEVELS; level++) {
            if ((size >> level & 1) == 1) {
                frontier.subtrees[level] = tree.subtree(level, (size >> level) - 1);
            }
        }
        return frontier;
    }

    public Frontier copy() {
        return new Frontier(subtrees.clone(), size);
    }

    /**
     * Adds a leaf and returns the subtrees that it completes, smallest first: the leaf itself, and one for each further
     * level.
     */
    public List<Hash> append(Hash leaf) {
        List<Hash> completed = new ArrayList<>(2);
        completed.add(leaf);
        Hash subtree = leaf;
        int level = 0;
        for (; (size >> level & 1) == 1; level++) {
            subtree = TreeHasher.node(subtrees[level], subtree);
            completed.add(subtree);
        }
        subtrees[level] = subtree;
        size++;
        return completed;
    }

    /** Number of leaves. */
    public long size() {
        return size;
    }

    /** The tree's root as RFC 6962 defines it. */
    public Hash root() {
        if (size == 0) {
            return TreeHasher.EMPTY;
        }
        int level = Long.numberOfTrailingZeros(size);
        Hash root = subtrees[level];
        for (level++; size >> level != 0; level++) {
            if ((size >> level & 1) == 1) {
                root = TreeHasher.node(subtrees[level], root);
            }
        }
        return root;
    }
}
