package dev.weir.auditlog.merkle;

import java.util.List;

/** Checks proofs by the algorithms of RFC 9162 (sections 2.1.3.2 and 2.1.4.2), which share nothing with their making. */
public final class ProofCheck {

    private ProofCheck() {}

    /** Whether a leaf, counted from 0, is in the tree of this size and root. */
    public static boolean includes(Hash leafHash, long leaf, long size, Hash root, List<Hash> proof) {
        if (leaf < 0 || leaf >= size) {
            return false;
        }
        long node = leaf;
        long last = size - 1;
        Hash hash = leafHash;
        for (Hash sibling : proof) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = TreeHasher.node(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = TreeHasher.node(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
    }

    /** Whether the tree of {@code first} leaves is the beginning of the tree of {@code second}. */
    public static boolean consistent(long first, Hash firstRoot, long second, Hash secondRoot, List<Hash> proof) {
        if (first < 1 || first > second) {
            return false;
        }
        if (first == second) {
            return proof.isEmpty() && firstRoot.equals(secondRoot);
        }
        boolean whole = Long.bitCount(first) == 1;
        if (!whole && proof.isEmpty()) {
            return false;
        }
        long node = first - 1;
        long last = second - 1;
        int skipped = Long.numberOfTrailingZeros(~node);
        node >>= skipped;
        last >>= skipped;
        Hash start = whole ? firstRoot : proof.getFirst();
        Hash before = start;
        Hash after = start;
        for (Hash sibling : whole ? proof : proof.subList(1, proof.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                before = TreeHasher.node(sibling, before);
                after = TreeHasher.node(sibling, after);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                after = TreeHasher.node(after, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && before.equals(firstRoot) && after.equals(secondRoot);
    }
}
