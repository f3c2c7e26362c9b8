package dev.weir.auditlog.verify;

import dev.weir.auditlog.journal.DamagedJournalException;
import dev.weir.auditlog.journal.LogEntry;
import dev.weir.auditlog.json.Json;
import dev.weir.auditlog.json.JsonFormatException;
import dev.weir.auditlog.json.JsonReader;
import dev.weir.auditlog.merkle.Frontier;
import dev.weir.auditlog.merkle.Hash;
import dev.weir.auditlog.note.SignedNote;
import dev.weir.auditlog.note.VerifierKey;
import dev.weir.auditlog.records.RotationRecord;
import dev.weir.auditlog.records.SelfRecords;
import dev.weir.auditlog.verify.Evidence.Leaf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a log in one pass, with memory that doesn't grow with it, but for a bit for each entry that was removed.
 *
 * <p>Three things are held against each other: the entries, the list of their hashes, and the signed roots. Where an entry
 * isn't the one in the list, the next signed root tells which of the two was changed, so the first bad entry is named. Where
 * somebody changed both alike, the root still differs, and what is named is the first entry behind the last root that fits.
 */
public final class LogVerifier {

    /** After so many findings the rest isn't listed any more. */
    static final int MAX_FINDINGS = 100;

    private final TrustedKeys keys;
    private final SignedSizes signed;
    private final List<Finding> findings = new ArrayList<>();
    private final Removals removals = new Removals(this::report);
    private final Frontier tree = new Frontier();
    private Hash previous = LogEntry.BEFORE_FIRST;
    private Optional<LogEntry> ahead = Optional.empty();
    private boolean unreadable;
    private boolean rootDiffered;

    /** Since the first entry that isn't in the list of hashes: the tree as the entries themselves would have it. */
    private @Nullable Frontier byEntries;

    private long firstMismatch;
    private long lastFit;
    private long present;
    private long leftOut;
    private long pruned;

    private LogVerifier(Evidence evidence, VerifierKey key, Optional<SignedNote> anchor) throws IOException {
        this.keys = new TrustedKeys(key);
        this.signed = new SignedSizes(evidence.checkpoints(), keys, anchor, this::report);
    }

    /**
     * Verifies a log.
     *
     * @param key a public key of the log, which must not come from the evidence itself; with its first one every change of
     *     the key is followed
     * @param anchor a checkpoint that was kept elsewhere; without one nobody can tell a log from its own past
     * @throws IOException if the evidence can't be read at all
     */
    public static Verification verify(Evidence evidence, VerifierKey key, Optional<SignedNote> anchor)
            throws IOException {
        LogVerifier verifier = new LogVerifier(evidence, key, anchor);
        try (Evidence.Leaves leaves = evidence.leaves();
                Evidence.Entries entries = evidence.entries()) {
            verifier.run(leaves, entries);
        }
        return verifier.result();
    }

    private void run(Evidence.Leaves leaves, Evidence.Entries entries) throws IOException {
        advance(entries, 1);
        compare();
        for (Optional<Leaf> leaf = leaves.next(); leaf.isPresent(); leaf = leaves.next()) {
            take(leaf.get(), entries);
            compare();
        }
        skipOutOfPlace(entries, Long.MAX_VALUE);
        settleMismatch(false);
        signed.end(tree.size());
        if (!unreadable) {
            removals.end();
        }
    }

    private void take(Leaf leaf, Evidence.Entries entries) {
        long sequence = tree.size() + 1;
        skipOutOfPlace(entries, sequence);
        Hash own;
        if (ahead.isPresent() && ahead.get().sequence() == sequence) {
            own = check(ahead.get(), leaf);
            advance(entries, sequence + 1);
        } else {
            own = absent(sequence, leaf);
        }
        previous = leaf.hash();
        tree.append(previous);
        if (byEntries != null) {
            byEntries.append(own);
        }
    }

    private void advance(Evidence.Entries entries, long expected) {
        if (unreadable) {
            return;
        }
        try {
            ahead = entries.next();
        } catch (IOException failed) {
            unreadable = true;
            ahead = Optional.empty();
            long at = failed instanceof DamagedJournalException damaged ? damaged.sequence() : expected;
            report(new Finding(Finding.Code.UNREADABLE, at, "entry " + at + " can't be read: " + failed.getMessage()));
        }
    }

    /** An entry that claims a place that is passed already, or none at all. */
    private void skipOutOfPlace(Evidence.Entries entries, long expected) {
        while (ahead.isPresent() && ahead.get().sequence() < expected) {
            long claimed = ahead.get().sequence();
            long at = expected == Long.MAX_VALUE ? tree.size() + 1 : expected;
            report(
                    claimed == 0
                            ? new Finding(Finding.Code.CHANGED, at, "where entry " + at + " belongs stands no entry")
                            : new Finding(
                                    Finding.Code.OUT_OF_PLACE,
                                    Math.min(claimed, at),
                                    "entry " + claimed + " stands where " + at + " belongs"));
            advance(entries, at);
        }
    }

    private Hash check(LogEntry entry, Leaf leaf) {
        Hash own = entry.hash();
        if (!own.equals(leaf.hash())) {
            noteMismatch(entry.sequence());
            return own;
        }
        present++;
        Optional<LogEntry.End> end = entry.end();
        if (end.isEmpty() || !end.get().previous().equals(previous)) {
            report(new Finding(
                    Finding.Code.CHAIN_BROKEN,
                    entry.sequence(),
                    "entry " + entry.sequence() + " doesn't name the hash of the entry before it"));
        } else if (SelfRecords.KINDS.contains(end.get().kind())) {
            takeSelfRecord(entry, end.get().kind());
        }
        return own;
    }

    private void takeSelfRecord(LogEntry entry, String kind) {
        if (!kind.equals(SelfRecords.ROTATION)) {
            removals.present(entry.sequence(), kind, body(entry));
            return;
        }
        try {
            keys.name(entry.sequence(), RotationRecord.parse(body(entry)));
        } catch (IllegalArgumentException wrong) {
            report(new Finding(
                    Finding.Code.ROTATION_WRONG,
                    entry.sequence(),
                    "entry " + entry.sequence() + ": " + wrong.getMessage()));
        }
    }

    private static Json.ObjectValue body(LogEntry entry) {
        try {
            if (JsonReader.read(entry.text()) instanceof Json.ObjectValue whole) {
                return whole.object("body");
            }
        } catch (JsonFormatException unreadable) {
            // nothing is read out of it
        }
        return new Json.ObjectValue(Map.of());
    }

    private Hash absent(long sequence, Leaf leaf) {
        switch (leaf.presence()) {
            case PRESENT -> {
                if (!unreadable) {
                    report(new Finding(Finding.Code.MISSING, sequence, "entry " + sequence + " is missing"));
                }
            }
            case LEFT_OUT -> leftOut++;
            case PRUNED, PRESENT_OR_PRUNED -> {
                pruned++;
                removals.gone(sequence);
            }
        }
        return leaf.hash();
    }

    private void noteMismatch(long sequence) {
        if (byEntries == null) {
            byEntries = tree.copy();
            firstMismatch = sequence;
        }
    }

    private void compare() throws IOException {
        SignedSizes.Match match = signed.compare(tree.size(), tree.root());
        if (match == SignedSizes.Match.NOT_SIGNED) {
            return;
        }
        if (match == SignedSizes.Match.FITS) {
            settleMismatch(false);
        } else if (byEntries != null) {
            rootDiffered = true;
            settleMismatch(true);
        } else if (!rootDiffered) {
            rootDiffered = true;
            report(new Finding(
                    Finding.Code.ROOT_DIFFERS,
                    lastFit + 1,
                    "entries " + (lastFit + 1) + " to " + tree.size() + " aren't those that were signed"));
        }
        lastFit = match == SignedSizes.Match.FITS ? tree.size() : lastFit;
    }

    /** Tells of an entry that isn't in the list of hashes, now that a signed root says which of the two is right. */
    private void settleMismatch(boolean listIsWrong) {
        if (byEntries == null) {
            return;
        }
        report(new Finding(
                Finding.Code.CHANGED,
                firstMismatch,
                "entry " + firstMismatch + " isn't the one whose hash is in the "
                        + (listIsWrong ? "list of hashes, and the list isn't what was signed" : "signed tree")));
        byEntries = null;
    }

    private void report(Finding finding) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(finding);
        }
    }

    private Verification result() {
        return new Verification(
                tree.size(),
                tree.root(),
                present,
                leftOut,
                pruned,
                signed.fitting(),
                signed.covered(),
                keys.current(),
                signed.vouchedFrom(),
                findings);
    }
}
