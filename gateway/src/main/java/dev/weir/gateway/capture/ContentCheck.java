package dev.weir.gateway.capture;

import dev.weir.auditlog.verify.Finding;
import dev.weir.auditlog.verify.Finding.Code;
import dev.weir.gateway.audit.AuditUnavailableException;
import dev.weir.gateway.audit.LogArchive;
import dev.weir.gateway.capture.CapturedPart.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataAccessException;

/** Holds all content that is kept against what the log says was stored. Needs no keys. Thread-safe. */
public final class ContentCheck {

    private static final int BATCH = 100;

    private final CapturedContents contents;
    private final LogArchive archive;

    ContentCheck(CapturedContents contents, LogArchive archive) {
        this.contents = contents;
        this.archive = archive;
    }

    /**
     * What isn't what was stored. Content that is gone because its time was up, or because somebody was erased, is no finding.
     *
     * @throws AuditUnavailableException if it can't be read
     */
    public List<Finding> findings() {
        try {
            List<Finding> findings = new ArrayList<>();
            long last = 0;
            for (List<CapturedPart> batch = contents.keptAfter(last, BATCH);
                    !batch.isEmpty();
                    batch = contents.keptAfter(last, BATCH)) {
                batch.forEach(part -> check(part).ifPresent(findings::add));
                last = batch.getLast().number();
            }
            return findings;
        } catch (DataAccessException failed) {
            throw new AuditUnavailableException("Captured content could not be read", failed);
        }
    }

    /** Content that the log knows nothing of is never shown; it may be on its way to be put on record. */
    private Optional<Finding> check(CapturedPart part) {
        return CaptureEntries.of(part.decisionId(), archive)
                .find(part.part())
                .filter(recorded -> !recorded.isOf(contents.stored(part)) && isStillKept(part))
                .map(recorded -> new Finding(
                        Code.CONTENT_CHANGED,
                        recorded.sequence(),
                        "the content that entry " + recorded.sequence() + " tells of isn't what was stored"));
    }

    private boolean isStillKept(CapturedPart part) {
        return contents.of(part.decisionId()).stream()
                .anyMatch(now -> now.number() == part.number() && now.state() == State.KEPT);
    }
}
