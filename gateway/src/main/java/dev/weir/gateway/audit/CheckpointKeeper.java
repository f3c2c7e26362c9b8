package dev.weir.gateway.audit;

import dev.weir.auditlog.journal.TreeHead;
import dev.weir.auditlog.merkle.Frontier;
import dev.weir.auditlog.merkle.Hash;
import dev.weir.auditlog.note.Checkpoint;
import dev.weir.auditlog.note.CheckpointFile;
import dev.weir.auditlog.note.SignedNote;
import dev.weir.auditlog.note.SigningKey;
import dev.weir.auditlog.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs what the log is: after so many entries, and so long after the last one. Checkpoints go to files outside the database.
 * Thread-safe.
 */
final class CheckpointKeeper implements AutoCloseable {

    static final String FILE = "checkpoints";

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointKeeper.class);
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final LogRecord log;
    private final LogKey key;
    private final CheckpointFile own;
    private final List<CheckpointFile> files;
    private final long everyEntries;
    private final Duration interval;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable SignedNote newest;
    private long signedSize;
    private boolean failing;

    /** The key that is on record to follow and signs beside the old one; guarded by this. */
    private @Nullable SigningKey next;

    private CheckpointKeeper(
            LogRecord log,
            LogKey key,
            CheckpointFile own,
            Optional<Path> copy,
            long everyEntries,
            Duration interval,
            Optional<SignedNote> newest) {
        this.log = log;
        this.key = key;
        this.own = own;
        this.files = copy.map(path -> List.of(own, new CheckpointFile(path))).orElseGet(() -> List.of(own));
        this.everyEntries = everyEntries;
        this.interval = interval;
        this.newest = newest.orElse(null);
        this.signedSize = newest.map(CheckpointKeeper::size).orElse(0L);
        this.thread = Thread.ofPlatform().name("weir-checkpoints").daemon().unstarted(this::run);
    }

    /**
     * Compares the log with its newest checkpoint, and starts to sign new ones.
     *
     * @throws AuditStartException if the log isn't what was signed
     */
    static CheckpointKeeper start(Path directory, LogRecord log, LogKey key, AuditProperties properties) {
        CheckpointFile file = new CheckpointFile(directory.resolve(FILE));
        try {
            Optional<SignedNote> newest = file.last();
            newest.ifPresent(note -> requireSameLog(note, log, key, file));
            CheckpointKeeper keeper = new CheckpointKeeper(
                    log,
                    key,
                    file,
                    properties.checkpointCopy().map(Path::of),
                    properties.checkpointEntries(),
                    properties.checkpointInterval(),
                    newest);
            keeper.thread.start();
            return keeper;
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new AuditStartException(
                    "The decision log's checkpoints can't be read: " + file.path() + ".",
                    "Restore the file from a backup, or move it away (keep it: it may be evidence).",
                    unreadable);
        }
    }

    private static void requireSameLog(SignedNote note, LogRecord log, LogKey key, CheckpointFile file) {
        Checkpoint signed = Checkpoint.parse(note.text());
        if (!key.verifier().verifies(note)) {
            throw differs("The newest checkpoint in " + file.path() + " isn't signed with this log's key.");
        }
        long size = log.head().size();
        if (signed.size() > size) {
            throw differs("The decision log has " + size + " entries, but its newest checkpoint says " + signed.size()
                    + ": entries were removed.");
        }
        Hash root = Frontier.of(log.journal().tree(), signed.size()).root();
        if (!root.equals(signed.root())) {
            throw differs("The first " + signed.size() + " entries of the decision log aren't those that were signed.");
        }
    }

    private static AuditStartException differs(String problem) {
        return new AuditStartException(
                problem,
                "Restore the log from a backup. `weir audit verify` on an export names the first bad entry. To start a new "
                        + "log, move this one away (keep it: it may be evidence).");
    }

    private void run() {
        try {
            while (!closed) {
                long last = signedSize();
                if (!log.journal().awaitBeyond(last, BEAT)) {
                    continue;
                }
                long due = System.nanoTime() + interval.toNanos();
                while (!closed && log.head().size() - last < everyEntries && System.nanoTime() < due) {
                    log.journal().awaitBeyond(last + everyEntries - 1, min(BEAT, due - System.nanoTime()));
                }
                signOrReport();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration min(Duration one, long nanos) {
        return Duration.ofNanos(Math.max(1_000_000, Math.min(one.toNanos(), nanos)));
    }

    private void signOrReport() throws InterruptedException {
        try {
            sign();
        } catch (AuditUnavailableException failed) {
            if (!failing) {
                LOG.error("a checkpoint of the decision log could not be written; it is tried again", failed);
            }
            failing = true;
            Thread.sleep(BEAT);
        }
    }

    /**
     * The newest checkpoint, which covers everything that is on disk; a new one where the last doesn't.
     *
     * @throws AuditUnavailableException if it can't be written
     */
    SignedNote current() {
        return sign();
    }

    private synchronized SignedNote sign() {
        TreeHead head = log.head();
        SignedNote last = newest;
        SigningKey following = next;
        if (last != null && head.size() == signedSize && following == null) {
            return last;
        }
        String text = new Checkpoint(key.verifier().name(), head.size(), head.root()).text();
        SignedNote note = key.signing().sign(text);
        if (following != null) {
            note = note.and(following.sign(text));
        }
        try {
            for (CheckpointFile file : files) {
                file.append(note);
            }
        } catch (IOException failed) {
            throw new AuditUnavailableException("A checkpoint of the decision log could not be written", failed);
        }
        newest = note;
        signedSize = head.size();
        failing = false;
        if (following != null) {
            promote(following);
        }
        return note;
    }

    /** From the checkpoint of both keys on the new one is the log's, whatever becomes of the old one's file. */
    private void promote(SigningKey following) {
        next = null;
        try {
            key.promote(following);
        } catch (IOException failed) {
            LOG.error("the decision log's old key could not be destroyed; the next start tries again", failed);
        }
    }

    /** Puts on record which key follows which. */
    @FunctionalInterface
    interface Announcement {
        void make(VerifierKey old, VerifierKey next);
    }

    /**
     * Changes the log's key, and returns the new one once it signs. Where only the checkpoint of both keys fails, the change is
     * finished by the next one that is written.
     *
     * @throws AuditUnavailableException if that can't be put on record or signed
     */
    synchronized VerifierKey changeKey(Announcement announcement) {
        if (next == null) {
            next = announced(announcement);
        }
        sign();
        return key.verifier();
    }

    private SigningKey announced(Announcement announcement) {
        try {
            SigningKey following = key.prepareNext();
            try {
                announcement.make(key.verifier(), following.verifier());
                return following;
            } catch (AuditUnavailableException refused) {
                key.abandonNext();
                throw refused;
            }
        } catch (IOException failed) {
            throw new AuditUnavailableException("A new key for the decision log could not be made", failed);
        }
    }

    private synchronized long signedSize() {
        return signedSize;
    }

    CheckpointFile file() {
        return own;
    }

    private static long size(SignedNote note) {
        return Checkpoint.parse(note.text()).size();
    }

    /** Signs what is there and ends. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
            if (log.head().size() > 0) {
                sign();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (AuditUnavailableException failed) {
            LOG.error("the last checkpoint of the decision log could not be written", failed);
        }
    }
}
