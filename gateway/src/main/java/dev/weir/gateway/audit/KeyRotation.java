package dev.weir.gateway.audit;

import dev.weir.auditlog.note.VerifierKey;
import dev.weir.auditlog.records.RotationRecord;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * Changes the key that signs the log. An entry names the new key, one checkpoint that covers it is signed by both, and then the
 * old key is destroyed. Thread-safe.
 */
public final class KeyRotation {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BEAT = Duration.ofMillis(50);

    private final CheckpointKeeper checkpoints;
    private final LogNotes notes;
    private final AuditTrail trail;
    private final LogGate gate;

    KeyRotation(CheckpointKeeper checkpoints, LogNotes notes, AuditTrail trail, LogGate gate) {
        this.checkpoints = checkpoints;
        this.notes = notes;
        this.trail = trail;
        this.gate = gate;
    }

    /**
     * Changes the key, and returns the new one once it signs.
     *
     * @param keyId who asks
     * @throws AuditUnavailableException if that can't be put on record or signed, or the log is being exported
     */
    public VerifierKey rotate(String keyId, String reason) {
        notes.keep(reason);
        // an export is signed by the key that signed its newest checkpoint
        if (!gate.tryClose(PATIENCE, BEAT)) {
            throw new AuditUnavailableException("The log is being exported or verified", new TimeoutException());
        }
        try {
            return checkpoints.changeKey((old, next) ->
                    trail.record(new AuditEvent.KeyChanged(keyId, new RotationRecord(old, next), reason)));
        } finally {
            gate.open();
        }
    }
}
