package dev.weir.auditlog.merkle;

/** Where the complete subtrees of a tree can be looked up. */
@FunctionalInterface
public interface StoredTree {

    /**
     * The root of a complete subtree.
     *
     * @param level it has two to the power of this many leaves
     * @param index how many complete subtrees of this size stand to its left
     */
    Hash subtree(int level, long index);

    /**
     * Where a subtree stands in a file that has every leaf, and after it the subtrees that it completes. The layout is that
     * of Go's {@code golang.org/x/mod/sumdb/tlog}.
     *
     * @return number of hashes before it
     */
    static long position(int level, long index) {
        long leaf = index;
        for (int below = level; below > 0; below--) {
            leaf = 2 * leaf + 1;
        }
        long before = 0;
        for (long subtrees = leaf; subtrees > 0; subtrees >>= 1) {
            before += subtrees;
        }
        return before + level;
    }

    /** How many hashes such a file has for a tree of this many leaves. */
    static long count(long leaves) {
        return position(0, leaves);
    }
}
