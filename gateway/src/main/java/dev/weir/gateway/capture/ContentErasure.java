package dev.weir.gateway.capture;

import dev.weir.gateway.audit.AuditTrail;
import dev.weir.gateway.audit.AuditUnavailableException;
import dev.weir.gateway.audit.AuditWriter;
import dev.weir.gateway.audit.ContentEvent;
import dev.weir.gateway.capture.CapturedPart.State;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Destroys content: somebody's, when that is asked for, and everybody's when its time is up. Thread-safe. */
public final class ContentErasure {

    private static final Logger LOG = LoggerFactory.getLogger(ContentErasure.class);
    private static final int BATCH = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(25);
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private final CapturedContents contents;
    private final DataKeys keys;
    private final ContentThread thread;
    private final ContentStore store;
    private final AuditTrail trail;
    private final AuditWriter writer;
    private final Duration keep;
    private final InstantSource clock;

    ContentErasure(
            CapturedContents contents,
            DataKeys keys,
            ContentThread thread,
            ContentStore store,
            AuditTrail trail,
            AuditWriter writer,
            Duration keep,
            InstantSource clock) {
        this.contents = contents;
        this.keys = keys;
        this.thread = thread;
        this.store = store;
        this.trail = trail;
        this.writer = writer;
        this.keep = keep;
        this.clock = clock;
    }

    /**
     * What was destroyed.
     *
     * @param subject fingerprint of the person
     * @param contents how many
     * @param keys 0 or 1
     */
    public record Erased(String subject, long contents, long keys) {}

    /**
     * Destroys a person's key and content. It is on record before, and with its counts after; on disk when this returns.
     *
     * @param keyId who asks
     * @param id of the person
     * @throws AuditUnavailableException if it can't be put on record or done; it can be asked for again
     */
    public Erased erase(String keyId, String id, String reason) {
        String subject = store.subject(id);
        long asked = trail.record(new ContentEvent.ErasureAsked(keyId, subject, reason));
        Erased erased = thread.await(() -> destroy(subject), PATIENCE);
        trail.record(new ContentEvent.Erased(keyId, subject, asked, erased.contents(), erased.keys()));
        return erased;
    }

    private Erased destroy(String subject) {
        long destroyed = destroyKey(subject) ? 1 : 0;
        long dropped = 0;
        for (List<CapturedPart> batch = contents.keptOf(subject, BATCH);
                !batch.isEmpty();
                batch = contents.keptOf(subject, BATCH)) {
            drop(batch, State.ERASED);
            dropped += batch.size();
        }
        return new Erased(subject, dropped, destroyed);
    }

    /** The key first: with it goes everything that is encrypted under it, whatever happens next. */
    private boolean destroyKey(String subject) {
        boolean destroyed =
                contents.slot(subject).map(slot -> keys.destroy(subject, slot)).orElse(false);
        contents.forget(subject);
        return destroyed;
    }

    private void drop(List<CapturedPart> batch, State state) {
        writer.commitDurably(() -> {
            contents.drop(batch, state);
            return batch.size();
        });
    }

    /** Removes content from time to time that is older than it may be. */
    void start() {
        thread.every(INTERVAL, this::expire);
    }

    /** One batch; content that comes in meanwhile doesn't wait for all of them. */
    void expire() {
        try {
            List<CapturedPart> batch = contents.keptBefore(clock.instant().minus(keep), BATCH);
            if (!batch.isEmpty()) {
                drop(batch, State.EXPIRED);
                trail.record(new ContentEvent.Expired(batch.size()));
            }
            List<String> idle = contents.idleSubjects(BATCH);
            idle.forEach(this::destroyKey);
            if (batch.size() == BATCH || idle.size() == BATCH) {
                thread.later(this::expire);
            }
        } catch (RuntimeException failed) {
            LOG.error("captured content whose time is up could not be removed; it is tried again", failed);
        }
    }
}
