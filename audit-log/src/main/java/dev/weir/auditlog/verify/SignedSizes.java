package dev.weir.auditlog.verify;

import dev.weir.auditlog.merkle.Hash;
import dev.weir.auditlog.note.Checkpoint;
import dev.weir.auditlog.note.CheckpointFile;
import dev.weir.auditlog.note.SignedNote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints in the order of a file, and beside them one that the verifier brings along. Those that aren't signed by the
 * key of their time, or stand in the wrong place, become findings. Not thread-safe.
 *
 * <p>A checkpoint is looked at only when the one before it was compared with the tree: by then it is known which key signs.
 */
final class SignedSizes {

    private static final String BROUGHT = "the checkpoint that was given";

    private final CheckpointFile.Cursor cursor;
    private final TrustedKeys keys;
    private final Consumer<Finding> findings;
    private final Optional<Signed> brought;

    /** Checkpoints before the first one of the key that was given: they may be of an older key, or of nobody's. */
    private final List<Finding> ofOthers = new ArrayList<>();

    private boolean met;
    private Optional<Long> vouchedFrom = Optional.empty();
    private @Nullable Signed next;
    private long number;
    private long lastSize = -1;
    private Optional<Hash> lastRoot = Optional.empty();
    private long fitted;
    private long covered;
    private long signedUpTo;
    private boolean anyOfOtherKey;

    /** A checkpoint, and the note that it stands in. */
    private record Signed(SignedNote note, Checkpoint checkpoint) {
        long size() {
            return checkpoint.size();
        }
    }

    SignedSizes(CheckpointFile.Cursor cursor, TrustedKeys keys, Optional<SignedNote> anchor, Consumer<Finding> findings)
            throws IOException {
        this.cursor = cursor;
        this.keys = keys;
        this.findings = findings;
        this.brought = anchor.flatMap(note -> read(note.encoded(), BROUGHT));
        advance();
    }

    /** Compares what is signed for this size with the tree's root. The sizes asked for grow. */
    Match compare(long size, Hash root) throws IOException {
        boolean signed = false;
        boolean fits = true;
        for (Signed at = next; at != null && at.size() <= size; at = next) {
            signed = true;
            signedUpTo = at.size();
            boolean fitting = at.checkpoint().root().equals(root);
            fits &= fitting;
            meet(at, fitting);
            if (fitting) {
                fitted++;
                covered = size;
                keys.covered(at.note());
            }
            advance();
        }
        if (brought.filter(given -> given.size() == size).isPresent()) {
            compareBrought(brought.get(), root);
        }
        if (!signed) {
            return Match.NOT_SIGNED;
        }
        return fits ? Match.FITS : Match.DIFFERS;
    }

    /** The first checkpoint of the key that was given: where the log tells since when that is its key, others came before. */
    private void meet(Signed first, boolean fitting) {
        if (met) {
            return;
        }
        met = true;
        if (fitting && keys.introduced().filter(entry -> entry <= first.size()).isPresent()) {
            vouchedFrom = keys.introduced();
        } else {
            ofOthers.forEach(findings);
        }
        ofOthers.clear();
    }

    private void compareBrought(Signed given, Hash root) {
        if (!keys.signedOnce(given.note())) {
            findings.accept(notSigned(given, BROUGHT));
        } else if (!given.checkpoint().root().equals(root)) {
            findings.accept(new Finding(
                    Finding.Code.FORKED,
                    given.size(),
                    BROUGHT + " has another root for " + given.size()
                            + " entries than this log: the log was forked or rewritten"));
        }
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
        ofOthers.forEach(findings);
        brought.filter(given -> given.size() > size)
                .ifPresent(given -> findings.accept(
                        keys.signedOnce(given.note())
                                ? truncated(size, given.size(), BROUGHT)
                                : notSigned(given, BROUGHT)));
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
        return fitted;
    }

    /** The entry that names the key that was given, where others signed the log before; empty where none did. */
    Optional<Long> vouchedFrom() {
        return vouchedFrom;
    }

    long covered() {
        return covered;
    }

    private void advance() throws IOException {
        for (Optional<String> note = cursor.next(); note.isPresent(); note = cursor.next()) {
            number++;
            String name = "checkpoint " + number;
            Optional<Signed> read = read(note.get(), name).filter(signed -> isSigned(signed, name));
            if (read.isPresent() && isInOrder(read.get().checkpoint())) {
                next = read.get();
                lastSize = next.size();
                lastRoot = Optional.of(next.checkpoint().root());
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

    private boolean isSigned(Signed signed, String name) {
        if (keys.signs(signed.note())
                && signed.checkpoint().origin().equals(keys.current().name())) {
            return true;
        }
        anyOfOtherKey = true;
        Finding finding = notSigned(signed, name);
        if (met) {
            findings.accept(finding);
        } else if (ofOthers.size() < LogVerifier.MAX_FINDINGS) {
            ofOthers.add(finding);
        }
        return false;
    }

    private Finding notSigned(Signed signed, String name) {
        return new Finding(
                Finding.Code.NOT_SIGNED,
                signed.size(),
                name + " (" + signed.size() + " entries) isn't signed by "
                        + keys.current().name() + "+" + keys.current().id());
    }

    private Optional<Signed> read(String text, String name) {
        try {
            SignedNote note = SignedNote.parse(text);
            return Optional.of(new Signed(note, Checkpoint.parse(note.text())));
        } catch (IllegalArgumentException malformed) {
            findings.accept(new Finding(
                    Finding.Code.NOT_SIGNED,
                    Math.max(1, lastSize),
                    name + " can't be read: " + malformed.getMessage()));
            return Optional.empty();
        }
    }
}
