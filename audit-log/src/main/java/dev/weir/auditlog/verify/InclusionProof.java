package dev.weir.auditlog.verify;

import dev.weir.auditlog.journal.LogEntry;
import dev.weir.auditlog.merkle.Hash;
import dev.weir.auditlog.merkle.ProofCheck;
import dev.weir.auditlog.merkle.Proofs;
import dev.weir.auditlog.merkle.StoredTree;
import dev.weir.auditlog.note.Checkpoint;
import dev.weir.auditlog.note.SignedNote;
import dev.weir.auditlog.note.VerifierKey;
import java.util.ArrayList;
import java.util.List;

/**
 * That an entry is in a log, in the form of C2SP's tlog-proof.
 *
 * @param leaf the entry's leaf, counted from 0: its sequence number less one
 * @param hashes from the leaf to the root
 * @param checkpoint the signed root
 */
public record InclusionProof(long leaf, List<Hash> hashes, SignedNote checkpoint) {

    static final String FORM = "c2sp.org/tlog-proof@v1";
    private static final String INDEX = "index ";

    public InclusionProof {
        hashes = List.copyOf(hashes);
    }

    /** Proves that an entry is below a checkpoint. */
    public static InclusionProof of(StoredTree tree, long sequence, SignedNote checkpoint) {
        long size = Checkpoint.parse(checkpoint.text()).size();
        return new InclusionProof(sequence - 1, Proofs.inclusion(tree, sequence - 1, size), checkpoint);
    }

    /** Whether this proves that the entry is in the log of the key. */
    public boolean proves(LogEntry entry, VerifierKey key) {
        Checkpoint signed = Checkpoint.parse(checkpoint.text());
        return key.verifies(checkpoint)
                && signed.origin().equals(key.name())
                && ProofCheck.includes(entry.hash(), leaf, signed.size(), signed.root(), hashes);
    }

    public String encoded() {
        StringBuilder out = new StringBuilder(FORM + "\n" + INDEX + leaf + "\n");
        hashes.forEach(hash -> out.append(hash.base64()).append('\n'));
        return out.append('\n').append(checkpoint.encoded()).toString();
    }

    /**
     * Reads a proof.
     *
     * @throws IllegalArgumentException if this isn't such a proof
     */
    public static InclusionProof parse(String text) {
        int end = text.indexOf("\n\n");
        if (end < 0 || !text.startsWith(FORM + "\n")) {
            throw new IllegalArgumentException("a proof begins with " + FORM);
        }
        List<Hash> hashes = new ArrayList<>();
        long leaf = -1;
        for (String line : text.substring(FORM.length() + 1, end).split("\n", -1)) {
            if (line.startsWith(INDEX)) {
                leaf = Long.parseLong(line.substring(INDEX.length()));
            } else if (leaf >= 0) {
                hashes.add(Hash.fromBase64(line));
            }
        }
        return new InclusionProof(leaf, hashes, SignedNote.parse(text.substring(end + 2)));
    }
}
