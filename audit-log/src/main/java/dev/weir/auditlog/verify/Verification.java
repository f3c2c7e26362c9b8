package dev.weir.auditlog.verify;

import dev.weir.auditlog.merkle.Hash;
import dev.weir.auditlog.note.VerifierKey;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What came out of verifying a log.
 *
 * @param size leaves of the tree
 * @param root root over all of them
 * @param entries entries that were there and fit
 * @param leftOut entries that weren't asked for
 * @param pruned entries whose time was over
 * @param checkpoints checkpoints that are signed and fit
 * @param covered size of the largest of them
 * @param key what signs the log in the end: the key that was given, or the one that it was changed for
 * @param vouchedFrom the entry that names the key that was given, where other keys signed the log before: their checkpoints
 *     were not checked
 * @param findings what is wrong; more may be where there are {@value LogVerifier#MAX_FINDINGS}
 */
public record Verification(
        long size,
        Hash root,
        long entries,
        long leftOut,
        long pruned,
        long checkpoints,
        long covered,
        VerifierKey key,
        Optional<Long> vouchedFrom,
        List<Finding> findings) {

    public Verification {
        findings = findings.stream()
                .sorted(Comparator.comparingLong(Finding::sequence))
                .toList();
    }

    public boolean sound() {
        return findings.isEmpty();
    }

    /** The finding about the first entry that is bad. */
    public Optional<Finding> first() {
        return findings.stream().findFirst();
    }

    Verification with(List<Finding> more) {
        return new Verification(
                size,
                root,
                entries,
                leftOut,
                pruned,
                checkpoints,
                covered,
                key,
                vouchedFrom,
                Stream.concat(findings.stream(), more.stream()).toList());
    }
}
