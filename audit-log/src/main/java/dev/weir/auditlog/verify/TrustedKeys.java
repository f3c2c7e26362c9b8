package dev.weir.auditlog.verify;

import dev.weir.auditlog.note.SignedNote;
import dev.weir.auditlog.note.VerifierKey;
import dev.weir.auditlog.records.RotationRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which key signs the log, from the one that was given on. Trust goes over to another key at a checkpoint that the old one
 * signed, that covers the entry which names the other, and that the other signed too. Not thread-safe.
 */
final class TrustedKeys {

    /** All that were ever trusted, the one that signs now last. */
    private final List<VerifierKey> keys = new ArrayList<>();

    private final List<VerifierKey> candidates = new ArrayList<>();
    private Optional<Long> introduced = Optional.empty();

    TrustedKeys(VerifierKey given) {
        keys.add(given);
    }

    VerifierKey current() {
        return keys.getLast();
    }

    /** An entry that is in the tree names a key. */
    void name(long sequence, RotationRecord rotation) {
        if (rotation.next().equals(current())) {
            introduced = Optional.of(sequence);
        } else if (rotation.old().equals(current())) {
            candidates.add(rotation.next());
        }
    }

    /** The entry that names the key that was given; empty where none so far does. */
    Optional<Long> introduced() {
        return introduced;
    }

    /** A checkpoint of the current key, which covers every entry so far. */
    void covered(SignedNote checkpoint) {
        candidates.stream()
                .filter(candidate -> candidate.verifies(checkpoint))
                .findFirst()
                .ifPresent(next -> {
                    keys.add(next);
                    candidates.clear();
                });
    }

    boolean signs(SignedNote note) {
        return current().verifies(note);
    }

    boolean signedOnce(SignedNote note) {
        return keys.stream().anyMatch(key -> key.verifies(note));
    }
}
