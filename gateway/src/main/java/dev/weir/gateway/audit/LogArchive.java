package dev.weir.gateway.audit;

import dev.weir.auditlog.journal.LogEntry;
import dev.weir.auditlog.journal.TreeHead;
import dev.weir.auditlog.json.Json;
import dev.weir.auditlog.json.JsonReader;
import dev.weir.auditlog.note.Checkpoint;
import dev.weir.auditlog.note.CheckpointFile;
import dev.weir.auditlog.note.SignedNote;
import dev.weir.auditlog.note.VerifierKey;
import dev.weir.auditlog.records.RotationRecord;
import dev.weir.auditlog.records.SelfRecords;
import dev.weir.auditlog.verify.BundleWriter;
import dev.weir.auditlog.verify.ConsistencyProof;
import dev.weir.auditlog.verify.InclusionProof;
import dev.weir.auditlog.verify.JournalEvidence;
import dev.weir.auditlog.verify.LogVerifier;
import dev.weir.auditlog.verify.Verification;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.RowCallbackHandler;

/** The log as auditors see it: found, exported, proven, verified. Thread-safe. */
public final class LogArchive {

    private static final int MAX_PAGE = 200;

    private final LogRecord record;
    private final LogKey key;
    private final CheckpointKeeper checkpoints;
    private final IndexKeeper index;
    private final JdbcOperations database;
    private final AuditTrail trail;
    private final LogGate gate;
    private final InstantSource clock;

    LogArchive(
            LogRecord record,
            LogKey key,
            CheckpointKeeper checkpoints,
            IndexKeeper index,
            JdbcOperations database,
            AuditTrail trail,
            LogGate gate,
            InstantSource clock) {
        this.record = record;
        this.key = key;
        this.checkpoints = checkpoints;
        this.index = index;
        this.database = database;
        this.trail = trail;
        this.gate = gate;
        this.clock = clock;
    }

    /** How an export is written. */
    public enum Form {
        /** A zip file that can be verified with the public key alone. */
        BUNDLE,
        /** Entries, one a line, exactly as they were hashed. */
        JSONL,
        /** What entries can be found by, for spreadsheets. */
        CSV
    }

    /** The public key that checkpoints and exports are signed with. */
    public VerifierKey key() {
        return key.verifier();
    }

    /**
     * The newest checkpoint, which covers every entry that is on disk.
     *
     * @throws AuditUnavailableException if it can't be written
     */
    public SignedNote checkpoint() {
        return checkpoints.current();
    }

    /**
     * Entries that match, newest first, as JSON text.
     *
     * @param before sequence number of the last one of the page before; empty for the newest
     * @param limit 1 to {@value #MAX_PAGE}
     * @throws AuditUnavailableException if the log can't be read
     */
    public List<String> page(LogFilter filter, Optional<Long> before, int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_PAGE + " entries, not " + limit);
        }
        index.catchUp();
        LogQuery query = new LogQuery(filter);
        before.ifPresent(sequence -> query.before(loggedAt(sequence), sequence));
        return read(() -> {
            List<String> texts = new ArrayList<>();
            for (long sequence : database.queryForList(query.newestFirst(limit), Long.class, query.values())) {
                entry(sequence).ifPresent(texts::add);
            }
            return texts;
        });
    }

    private OffsetDateTime loggedAt(long sequence) {
        return read(() -> database
                .queryForList(
                        "select logged_at from log_entry where sequence_number = ?", OffsetDateTime.class, sequence)
                .stream()
                .findFirst()
                .orElse(OffsetDateTime.MIN));
    }

    /**
     * One entry's text; empty where there is none, or it was pruned.
     *
     * @throws AuditUnavailableException if it can't be read
     */
    public Optional<String> entry(long sequence) {
        if (sequence < 1 || sequence > record.head().size()) {
            return Optional.empty();
        }
        try {
            return record.journal().read(sequence).map(LogArchive::text);
        } catch (IOException failed) {
            throw new AuditUnavailableException("The decision log could not be read", failed);
        }
    }

    /** Number of the entry that decided. */
    public Optional<Long> sequenceOf(String decisionId) {
        index.catchUp();
        return read(() -> database
                .queryForList(
                        "select sequence_number from log_entry where decision_id = ? and kind = 'decision'"
                                + " order by sequence_number",
                        Long.class,
                        decisionId)
                .stream()
                .findFirst());
    }

    /**
     * Verifies the whole log as it stands.
     *
     * @param anchor a checkpoint that was kept elsewhere
     */
    public Verification verify(Optional<SignedNote> anchor) {
        gate.reading().lock();
        try {
            return LogVerifier.verify(
                    new JournalEvidence(record.journal(), checkpoints.file(), signedSize()), firstKey(), anchor);
        } catch (IOException failed) {
            throw new AuditUnavailableException("The decision log could not be read", failed);
        } finally {
            gate.reading().unlock();
        }
    }

    /** The key that the log began with, as the first change of it has it on record. */
    private VerifierKey firstKey() throws IOException {
        List<Long> changes = read(() -> database.queryForList(
                "select sequence_number from log_entry where kind = ? order by sequence_number fetch first 1 rows only",
                Long.class,
                SelfRecords.ROTATION));
        if (changes.isEmpty()) {
            return key.verifier();
        }
        return record.journal()
                .read(changes.getFirst())
                .map(entry -> JsonReader.read(entry.text()))
                .filter(Json.ObjectValue.class::isInstance)
                .map(whole -> RotationRecord.parse(((Json.ObjectValue) whole).object("body"))
                        .old())
                .orElseGet(key::verifier);
    }

    private long signedSize() {
        return Checkpoint.parse(checkpoint().text()).size();
    }

    /** Proves that an entry is in the log; empty where there is no such entry. */
    public Optional<InclusionProof> proveInclusion(long sequence) {
        TreeHead head = record.head();
        return sequence < 1 || sequence > head.size()
                ? Optional.empty()
                : Optional.of(InclusionProof.of(record.journal().tree(), sequence, checkpoint()));
    }

    /** Proves that the log only grew since its checkpoint of a size; empty where it has none of that size. */
    public Optional<ConsistencyProof> proveGrowth(long size) {
        try (CheckpointFile.Cursor notes = checkpoints.file().read()) {
            for (Optional<String> text = notes.next(); text.isPresent(); text = notes.next()) {
                SignedNote note = SignedNote.parse(text.get());
                if (Checkpoint.parse(note.text()).size() == size && size > 0) {
                    return Optional.of(ConsistencyProof.of(record.journal().tree(), note, checkpoint()));
                }
            }
            return Optional.empty();
        } catch (IOException failed) {
            throw new AuditUnavailableException("The decision log's checkpoints could not be read", failed);
        }
    }

    /** An export that is on record and only needs to be written. */
    public interface Export {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Puts an export on record and prepares it.
     *
     * @param keyId who asks
     * @throws AuditUnavailableException if it can't be put on record, or the log can't be read
     */
    public Export export(String keyId, Form form, LogFilter filter) {
        trail.record(new AuditEvent.Exported(
                keyId,
                form.name().toLowerCase(Locale.ROOT),
                filter.asked(),
                record.head().size()));
        long size = signedSize();
        Instant at = clock.instant();
        Optional<PrimitiveIterator.OfLong> matching =
                filter.equals(LogFilter.ALL) ? Optional.empty() : Optional.of(matching(filter));
        return switch (form) {
            case BUNDLE -> out -> writeBundle(out, at, filter.asked(), matching);
            case JSONL ->
                out -> each(matching, size, entry -> {
                    out.write(entry.text());
                    out.write('\n');
                });
            case CSV ->
                out -> {
                    out.write(CsvRow.HEADER.getBytes(StandardCharsets.UTF_8));
                    each(matching, size, entry -> out.write(csv(entry).getBytes(StandardCharsets.UTF_8)));
                };
        };
    }

    /** Whatever is gone from the log by now is on record within its size: nothing is removed meanwhile. */
    private void writeBundle(
            OutputStream out, Instant at, Map<String, String> asked, Optional<PrimitiveIterator.OfLong> matching)
            throws IOException {
        gate.reading().lock();
        try {
            BundleWriter.Selection selection = new BundleWriter.Selection(asked, matching.map(this::withSelfRecords));
            new BundleWriter(record.journal(), checkpoints.file(), key.signing())
                    .write(out, signedSize(), at, selection);
        } finally {
            gate.reading().unlock();
        }
    }

    /** Entries in which the log speaks of itself are in every bundle: without them it couldn't be verified. */
    private PrimitiveIterator.OfLong withSelfRecords(PrimitiveIterator.OfLong matching) {
        index.catchUp();
        String kinds = String.join(", ", Collections.nCopies(SelfRecords.KINDS.size(), "?"));
        List<Long> own = read(() -> database.queryForList(
                "select sequence_number from log_entry where kind in (" + kinds + ")",
                Long.class,
                SelfRecords.KINDS.toArray()));
        LongStream asked = StreamSupport.longStream(Spliterators.spliteratorUnknownSize(matching, 0), false);
        return LongStream.concat(asked, own.stream().mapToLong(Long::longValue))
                .sorted()
                .distinct()
                .iterator();
    }

    private interface Taker {
        void take(LogEntry entry) throws IOException;
    }

    private void each(Optional<PrimitiveIterator.OfLong> matching, long size, Taker taker) throws IOException {
        PrimitiveIterator.OfLong sequences =
                matching.orElseGet(() -> LongStream.rangeClosed(1, size).iterator());
        while (sequences.hasNext()) {
            Optional<LogEntry> entry = record.journal().read(sequences.nextLong());
            if (entry.isPresent()) {
                taker.take(entry.get());
            }
        }
    }

    private static String csv(LogEntry entry) {
        Json whole = JsonReader.read(entry.text());
        return CsvRow.of(whole, entry.hash().hex());
    }

    private PrimitiveIterator.OfLong matching(LogFilter filter) {
        index.catchUp();
        LogQuery query = new LogQuery(filter);
        LongStream.Builder sequences = LongStream.builder();
        return read(() -> {
            RowCallbackHandler each = row -> sequences.add(row.getLong(1));
            database.query(query.inOrder(), each, query.values());
            return sequences.build().iterator();
        });
    }

    private static String text(LogEntry entry) {
        return new String(entry.text(), StandardCharsets.UTF_8);
    }

    private static <T> T read(Supplier<T> query) {
        try {
            return query.get();
        } catch (DataAccessException failed) {
            throw new AuditUnavailableException("The decision log could not be read", failed);
        }
    }
}
