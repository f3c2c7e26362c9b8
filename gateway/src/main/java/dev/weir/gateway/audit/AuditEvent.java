package dev.weir.gateway.audit;

import dev.weir.auditlog.records.HoldScope;
import dev.weir.auditlog.records.RotationRecord;
import java.util.Map;
import java.util.Optional;

/** What is on record beside decisions and outcomes. Holds no content: ids, names, counts, fingerprints. */
public sealed interface AuditEvent
        permits AuditEvent.PolicyChanged,
                AuditEvent.AdminAction,
                AuditEvent.SignedIn,
                AuditEvent.SignInFailed,
                AuditEvent.Exported,
                AuditEvent.Started,
                AuditEvent.HoldPlaced,
                AuditEvent.HoldReleased,
                AuditEvent.KeyChanged,
                ContentEvent {

    /** Id of the key that asked; empty where nobody did. */
    String keyId();

    /**
     * The policy that decides, or stands in the shadow, was changed, or is about to be.
     *
     * @param place {@code active} or {@code shadow}
     * @param number version that stands there from then on; empty where none does
     * @param replaced version that stood there before
     * @param sha256 of the text; empty where none stands there
     * @param origin what brought the change
     * @param owner who says what is in force
     * @param note what the one who asked wrote beside it; goes on record as its length and fingerprint
     */
    record PolicyChanged(
            String keyId,
            String place,
            Optional<Integer> number,
            Optional<Integer> replaced,
            String sha256,
            String origin,
            String owner,
            boolean pinned,
            String note)
            implements AuditEvent {}

    /**
     * Somebody asked the admin API to change something.
     *
     * @param method HTTP method
     * @param path path of the request, without its query
     */
    record AdminAction(String keyId, String method, String path) implements AuditEvent {}

    /** Somebody signed in to the console. */
    record SignedIn(String keyId) implements AuditEvent {}

    /**
     * Somebody was turned away.
     *
     * @param keyId of a key that is known but doesn't open this; empty where the key was unknown, or several were
     * @param place {@code console} or {@code admin_api}
     * @param count how often
     */
    record SignInFailed(String keyId, String place, long count) implements AuditEvent {}

    /**
     * The log was exported.
     *
     * @param form {@code bundle}, {@code jsonl} or {@code csv}
     * @param filter what was asked for, by name
     * @param size entries that the log had
     */
    record Exported(String keyId, String form, Map<String, String> filter, long size) implements AuditEvent {
        public Exported {
            filter = Map.copyOf(filter);
        }
    }

    /**
     * The gateway started.
     *
     * @param version of Weir
     */
    record Started(String version) implements AuditEvent {
        @Override
        public String keyId() {
            return "";
        }
    }

    /**
     * A hold was placed.
     *
     * @param scope which entries it keeps
     * @param reason goes on record as its length and fingerprint
     */
    record HoldPlaced(String keyId, HoldScope scope, String reason) implements AuditEvent {}

    /**
     * A hold was released.
     *
     * @param hold number of the entry that placed it
     * @param reason goes on record as its length and fingerprint
     */
    record HoldReleased(String keyId, long hold, String reason) implements AuditEvent {}

    /**
     * The log's signing key is about to change.
     *
     * @param reason goes on record as its length and fingerprint
     */
    record KeyChanged(String keyId, RotationRecord rotation, String reason) implements AuditEvent {}
}
