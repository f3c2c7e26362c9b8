package dev.weir.gateway.capture;

import dev.weir.gateway.audit.AuditTrail;
import dev.weir.gateway.audit.AuditUnavailableException;
import dev.weir.gateway.audit.ContentEvent;
import dev.weir.gateway.audit.Fingerprints;
import dev.weir.gateway.policy.Sha256;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/**
 * Keeps content. First it is stored, then put on record; what can't be put on record is taken away again. Whatever fails,
 * nobody waits: the content is lost, which is counted and, where the log can be written, on record. Thread-safe.
 */
final class ContentKeeper implements ContentStore {

    private static final Logger LOG = LoggerFactory.getLogger(ContentKeeper.class);

    private final CapturedContents contents;
    private final ContentSeal seal;
    private final ContentThread thread;
    private final AuditTrail trail;
    private final Fingerprints fingerprints;
    private final long mostWaiting;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final AtomicLong waiting = new AtomicLong();

    ContentKeeper(
            CapturedContents contents,
            ContentSeal seal,
            ContentThread thread,
            AuditTrail trail,
            Fingerprints fingerprints,
            DataSize mostWaiting,
            InstantSource clock,
            MeterRegistry meters) {
        this.contents = contents;
        this.seal = seal;
        this.thread = thread;
        this.trail = trail;
        this.fingerprints = fingerprints;
        this.mostWaiting = mostWaiting.toBytes();
        this.clock = clock;
        this.meters = meters;
        meters.gauge("weir.capture.waiting", waiting);
    }

    @Override
    public String subject(String id) {
        return fingerprints.of("subject\0" + id);
    }

    @Override
    public void keep(Content content) {
        if (waiting.addAndGet(content.weight()) > mostWaiting) {
            waiting.addAndGet(-content.weight());
            lost(content, Loss.TOO_MUCH_WAITS);
            return;
        }
        boolean taken = thread.later(() -> {
            try {
                store(content);
            } finally {
                waiting.addAndGet(-content.weight());
            }
        });
        if (!taken) {
            waiting.addAndGet(-content.weight());
            count(Loss.STOPPED);
        }
    }

    private void store(Content content) {
        Optional<byte[]> stored;
        try {
            stored = sealAndInsert(content);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError failed) {
            // The message may quote the content, so only the type is told.
            LOG.error(
                    "content of decision {} could not be stored: {}",
                    content.decisionId(),
                    failed.getClass().getSimpleName());
            lost(content, Loss.NOT_STORED);
            return;
        }
        if (stored.isPresent()) {
            recordOrRemove(content, stored.get());
        }
    }

    private Optional<byte[]> sealAndInsert(Content content) {
        Optional<byte[]> text = content.text().get();
        if (text.isEmpty()) {
            lost(content, Loss.NOT_MASKED);
            return Optional.empty();
        }
        Optional<byte[]> stored = seal.seal(content, text.get());
        if (stored.isEmpty()) {
            lost(content, Loss.NO_MASTER_KEY);
            return Optional.empty();
        }
        byte[] bytes = stored.get();
        contents.insert(
                new CapturedPart(
                        0,
                        content.decisionId(),
                        content.part(),
                        content.mode(),
                        seal.seals(),
                        content.subject(),
                        clock.instant(),
                        bytes.length,
                        CapturedPart.State.KEPT),
                bytes);
        return stored;
    }

    private void recordOrRemove(Content content, byte[] stored) {
        try {
            trail.record(new ContentEvent.Captured(
                    content.decisionId(),
                    content.part().written(),
                    content.mode().written(),
                    content.subject(),
                    stored.length,
                    Sha256.of(stored)));
        } catch (AuditUnavailableException unavailable) {
            LOG.error("content of decision {} could not be put on record", content.decisionId(), unavailable);
            count(Loss.NOT_ON_RECORD);
            try {
                contents.remove(content.decisionId(), content.part());
            } catch (RuntimeException failed) {
                LOG.error(
                        "content of decision {} that isn't on record stays until its time is up",
                        content.decisionId(),
                        failed);
            }
        }
    }

    private void lost(Content content, Loss loss) {
        count(loss);
        thread.later(() -> {
            try {
                trail.record(new ContentEvent.Lost(
                        content.decisionId(),
                        content.part().written(),
                        content.mode().written(),
                        loss.code()));
            } catch (AuditUnavailableException unavailable) {
                LOG.error("the loss of content of decision {} isn't on record", content.decisionId(), unavailable);
            }
        });
    }

    private void count(Loss loss) {
        meters.counter("weir.capture.lost", "reason", loss.code()).increment();
    }
}
