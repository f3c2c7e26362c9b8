package dev.weir.auditlog.verify;

import dev.weir.auditlog.merkle.Hash;
import dev.weir.auditlog.note.Checkpoint;
import dev.weir.auditlog.note.CheckpointFile;
import dev.weir.auditlog.note.SignedNote;
import dev.weir.auditlog.note.VerifierKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints in the order of a file, and beside them one that the verifier brings along. Those that aren't signed by the
 * key, or stand in the wrong place, become findings. Not thread-safe.
 */
final class SignedSizes {

    private final CheckpointFile.Cursor cursor;
    private final VerifierKey key;
    private final Consumer<Finding> findings;
    private final List<Checkpoint> brought = new ArrayList<>();
    private @Nullable Checkpoint next;
    private long number;
    private long lastSize = -1;
    private Optional<Hash> lastRoot = Optional.empty();
    private long fitting;
    private long covered;
    private long signedUpTo;
    private boolean anyOfOtherKey;

    SignedSizes(CheckpointFile.Cursor cursor, VerifierKey key, Optional<SignedNote> anchor, Consumer<Finding> findings)
            throws IOException {
        this.cursor = cursor;
        this.key = key;
        this.findings = findings;
        anchor.flatMap(note -> read(note.encoded(), "the checkpoint that was given"))
                .ifPresent(brought::add);
        advance();
    }

    /** Compares what is signed for this size with the tree's root. The sizes asked for grow. */
    Match compare(long size, Hash root) throws IOException {
        boolean signed = false;
        boolean fits = true;
        for (Checkpoint at = next; at != null && at.size() <= size; at = next) {
            signed = true;
            signedUpTo = at.size();
            fits &= at.root().equals(root);
            if (at.root().equals(root)) {
                fitting++;
                covered = size;
            }
            advance();
        }
        for (Checkpoint given : brought) {
            if (given.size() == size && !given.root().equals(root)) {
                findings.accept(new Finding(
                        Finding.Code.FORKED,
                        size,
                        "the checkpoint that was given has another root for " + size
                                + " entries than this log: the log was forked or rewritten"));
            }
        }
        if (!signed) {
            return Match.NOT_SIGNED;
        }
        return fits ? Match.FITS : Match.DIFFERS;
    }

    enum Match {
        NOT_SIGNED,
        FITS,
        DIFFERS
    }

    /** Tells of checkpoints for more entries than there are. */
    void end(long size) throws IOException {
        boolean cut = next != null;
        if (next != null) {
            findings.accept(truncated(size, next.size(), "a signed checkpoint"));
        }
        while (next != null) {
            advance();
        }
        for (Checkpoint given : brought) {
            if (given.size() > size) {
                findings.accept(truncated(size, given.size(), "the checkpoint that was given"));
            }
        }
        boolean keyIsAnother = signedUpTo == 0 && anyOfOtherKey;
        if (signedUpTo < size && !cut && !keyIsAnother) {
            findings.accept(new Finding(
                    Finding.Code.NOT_COVERED,
                    signedUpTo + 1,
                    "no signed checkpoint covers entries " + (signedUpTo + 1) + " to " + size));
        }
    }

    private static Finding truncated(long size, long signed, String who) {
        return new Finding(
                Finding.Code.TRUNCATED,
                size + 1,
                "the log ends with entry " + size + ", but " + who + " says that it has " + signed);
    }

    long fitting() {
        return fitting;
    }

    long covered() {
        return covered;
    }

    private void advance() throws IOException {
        for (Optional<String> note = cursor.next(); note.isPresent(); note = cursor.next()) {
            number++;
            Optional<Checkpoint> read = read(note.get(), "checkpoint " + number);
            if (read.isPresent() && isInOrder(read.get())) {
                next = read.get();
                lastSize = next.size();
                lastRoot = Optional.of(next.root());
                return;
            }
        }
        next = null;
    }

    private boolean isInOrder(Checkpoint checkpoint) {
        if (checkpoint.size() > lastSize) {
            return true;
        }
        if (checkpoint.size() == lastSize) {
            if (lastRoot.filter(checkpoint.root()::equals).isEmpty()) {
                findings.accept(new Finding(
                        Finding.Code.FORKED,
                        checkpoint.size(),
                        "two signed checkpoints give " + checkpoint.size() + " entries different roots"));
            }
            return false;
        }
        findings.accept(new Finding(
                Finding.Code.CHECKPOINTS_OUT_OF_ORDER,
                checkpoint.size(),
                "checkpoint " + number + " (" + checkpoint.size() + " entries) stands behind one of " + lastSize
                        + " entries"));
        return false;
    }

    private Optional<Checkpoint> read(String text, String name) {
        try {
            SignedNote note = SignedNote.parse(text);
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            if (key.verifies(note) && checkpoint.origin().equals(key.name())) {
                return Optional.of(checkpoint);
            }
            anyOfOtherKey = true;
            findings.accept(new Finding(
                    Finding.Code.NOT_SIGNED,
                    checkpoint.size(),
                    name + " (" + checkpoint.size() + " entries) isn't signed by " + key.name() + "+" + key.id()));
        } catch (IllegalArgumentException malformed) {
            findings.accept(new Finding(
                    Finding.Code.NOT_SIGNED,
                    Math.max(1, lastSize),
                    name + " can't be read: " + malformed.getMessage()));
        }
        return Optional.empty();
    }
}
