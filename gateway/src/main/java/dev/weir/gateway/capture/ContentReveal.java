package dev.weir.gateway.capture;

import dev.weir.gateway.audit.AuditTrail;
import dev.weir.gateway.audit.AuditUnavailableException;
import dev.weir.gateway.audit.ContentEvent;
import dev.weir.gateway.audit.LogArchive;
import dev.weir.gateway.capture.CapturedPart.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Shows content, once it is on record that it is shown. Thread-safe. */
public final class ContentReveal {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CapturedContents contents;
    private final ContentSeal seal;
    private final ContentThread thread;
    private final AuditTrail trail;
    private final LogArchive archive;

    ContentReveal(
            CapturedContents contents, ContentSeal seal, ContentThread thread, AuditTrail trail, LogArchive archive) {
        this.contents = contents;
        this.seal = seal;
        this.thread = thread;
        this.trail = trail;
        this.archive = archive;
    }

    /** How it stands with a part that somebody wants to see. */
    public enum Standing {
        /** Here it is. */
        SHOWN,
        /** Its time was up. */
        EXPIRED,
        /** The person it was about was erased. */
        ERASED,
        /** The log knows nothing of it, so nobody can tell whether it is the content. */
        NOT_ON_RECORD,
        /** It isn't what was stored. */
        CHANGED,
        /** The key isn't there: no master key is set, or keys were not restored with the database. */
        NO_KEY
    }

    /** One part; {@code content} is JSON text where it is shown, and empty otherwise. */
    public record Shown(CapturedPart part, Standing standing, Optional<String> content) {}

    /** What is known of a decision's content: none of it is shown. */
    public List<CapturedPart> parts(String decisionId) {
        return read(() -> contents.of(decisionId));
    }

    /**
     * Shows what there is of a decision's content. Where there is something to show, that is on record before.
     *
     * @param keyId who asks; the caller has made sure that they may
     * @param reason why, not blank
     * @throws AuditUnavailableException if it can't be put on record, or the content can't be had
     */
    public List<Shown> reveal(String keyId, String decisionId, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("content is shown for a reason");
        }
        List<CapturedPart> parts = parts(decisionId);
        if (parts.stream().anyMatch(part -> part.state() == State.KEPT)) {
            trail.record(new ContentEvent.Revealed(keyId, decisionId, reason));
        }
        CaptureEntries entries = CaptureEntries.of(decisionId, archive);
        // Read again on the thread that erases: what was erased meanwhile isn't shown.
        return thread.await(
                () -> contents.of(decisionId).stream()
                        .map(part -> show(part, entries))
                        .toList(),
                PATIENCE);
    }

    private Shown show(CapturedPart part, CaptureEntries entries) {
        return switch (part.state()) {
            case EXPIRED -> new Shown(part, Standing.EXPIRED, Optional.empty());
            case ERASED -> new Shown(part, Standing.ERASED, Optional.empty());
            case KEPT -> open(part, entries);
        };
    }

    private Shown open(CapturedPart part, CaptureEntries entries) {
        byte[] stored = contents.stored(part);
        Optional<CaptureEntries.Recorded> recorded = entries.find(part.part());
        if (recorded.isEmpty()) {
            return new Shown(part, Standing.NOT_ON_RECORD, Optional.empty());
        }
        if (!recorded.get().isOf(stored)) {
            return new Shown(part, Standing.CHANGED, Optional.empty());
        }
        if (!seal.hasKey(part)) {
            return new Shown(part, Standing.NO_KEY, Optional.empty());
        }
        return seal.open(part, stored)
                .map(text -> new Shown(part, Standing.SHOWN, Optional.of(text)))
                .orElseGet(() -> new Shown(part, Standing.CHANGED, Optional.empty()));
    }

    private static <T> T read(Supplier<T> query) {
        try {
            return query.get();
        } catch (DataAccessException | TransactionException failed) {
            throw new AuditUnavailableException("Captured content could not be read", failed);
        }
    }
}
