package dev.weir.auditlog.merkle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Complete subtrees in a list, laid out as in a file, and the tree's definition as RFC 6962 spells it. */
final class TreeInMemory implements StoredTree {

    private final List<Hash> hashes = new ArrayList<>();
    private final List<Hash> leaves = new ArrayList<>();
    private final Frontier frontier = new Frontier();

    static TreeInMemory of(int size) {
        TreeInMemory tree = new TreeInMemory();
        for (int leaf = 0; leaf < size; leaf++) {
            tree.append(TreeHasher.leaf(("leaf " + leaf).getBytes(StandardCharsets.US_ASCII)));
        }
        return tree;
    }

    void append(Hash leaf) {
        leaves.add(leaf);
        hashes.addAll(frontier.append(leaf));
    }

    @Override
    public Hash subtree(int level, long index) {
        return hashes.get((int) StoredTree.position(level, index));
    }

    Hash leaf(int index) {
        return leaves.get(index);
    }

    Hash root() {
        return frontier.root();
    }

    int stored() {
        return hashes.size();
    }

    /** MTH of RFC 6962, section 2.1, word for word. */
    Hash definedRoot(int size) {
        return size == 0 ? TreeHasher.EMPTY : defined(leaves.subList(0, size));
    }

    private static Hash defined(List<Hash> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int split = 1;
        while (split * 2 < leaves.size()) {
            split *= 2;
        }
        return TreeHasher.node(defined(leaves.subList(0, split)), defined(leaves.subList(split, leaves.size())));
    }
}
