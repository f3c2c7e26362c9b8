package dev.weir.auditlog.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** How RFC 6962 (section 2.1) hashes: leaves and nodes have prefixes, so that neither can pass for the other. */
public final class TreeHasher {

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    /** Root of the tree without leaves. */
    public static final Hash EMPTY = Hash.own(sha256().digest());

    private TreeHasher() {}

    /** Hash of a leaf with this content. */
    public static Hash leaf(byte[] content) {
        MessageDigest digest = sha256();
        digest.update(LEAF);
        digest.update(content);
        return Hash.own(digest.digest());
    }

    /** Hash of the node over two subtrees. */
    public static Hash node(Hash left, Hash right) {
        MessageDigest digest = sha256();
        digest.update(NODE);
        left.addTo(digest);
        right.addTo(digest);
        return Hash.own(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
