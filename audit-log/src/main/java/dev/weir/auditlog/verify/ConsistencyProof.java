package dev.weir.auditlog.verify;

import dev.weir.auditlog.merkle.Hash;
import dev.weir.auditlog.merkle.ProofCheck;
import dev.weir.auditlog.merkle.Proofs;
import dev.weir.auditlog.merkle.StoredTree;
import dev.weir.auditlog.note.Checkpoint;
import dev.weir.auditlog.note.SignedNote;
import dev.weir.auditlog.note.VerifierKey;
import java.util.List;
import java.util.regex.Pattern;

/**
 * That a log only grew from one checkpoint to another: nothing that the first covers was changed or removed.
 *
 * @param first the earlier checkpoint
 * @param second the later one
 * @param hashes as RFC 6962 (section 2.1.2) defines them
 */
public record ConsistencyProof(SignedNote first, SignedNote second, List<Hash> hashes) {

    static final String FORM = "weir-consistency-proof@v1";
    private static final Pattern BLANK_LINE = Pattern.compile("\n\n");

    public ConsistencyProof {
        hashes = List.copyOf(hashes);
    }

    /** Proves it from the tree. */
    public static ConsistencyProof of(StoredTree tree, SignedNote first, SignedNote second) {
        long from = Checkpoint.parse(first.text()).size();
        long to = Checkpoint.parse(second.text()).size();
        return new ConsistencyProof(first, second, Proofs.consistency(tree, from, to));
    }

    /** Whether both are checkpoints of the key's log, and the second only adds to the first. */
    public boolean proves(VerifierKey key) {
        Checkpoint from = Checkpoint.parse(first.text());
        Checkpoint to = Checkpoint.parse(second.text());
        return key.verifies(first)
                && key.verifies(second)
                && from.origin().equals(key.name())
                && to.origin().equals(key.name())
                && ProofCheck.consistent(from.size(), from.root(), to.size(), to.root(), hashes);
    }

    public String encoded() {
        StringBuilder out = new StringBuilder(FORM + "\n");
        hashes.forEach(hash -> out.append(hash.base64()).append('\n'));
        return out.append('\n')
                .append(first.encoded())
                .append('\n')
                .append(second.encoded())
                .toString();
    }

    /**
     * Reads a proof.
     *
     * @throws IllegalArgumentException if this isn't such a proof
     */
    public static ConsistencyProof parse(String text) {
        String[] parts = BLANK_LINE.split(text, -1);
        if (parts.length != 5 || !parts[0].startsWith(FORM)) {
            throw new IllegalArgumentException("a proof of consistency begins with " + FORM);
        }
        List<Hash> hashes = parts[0].lines().skip(1).map(Hash::fromBase64).toList();
        return new ConsistencyProof(
                SignedNote.parse(parts[1] + "\n\n" + parts[2] + "\n"),
                SignedNote.parse(parts[3] + "\n\n" + parts[4]),
                hashes);
    }
}
