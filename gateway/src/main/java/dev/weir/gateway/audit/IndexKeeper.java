package dev.weir.gateway.audit;

import dev.weir.auditlog.journal.JournalCursor;
import dev.weir.auditlog.journal.LogEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Keeps the tables in step with the journal: at start it catches up, then it follows. The database may be away meanwhile;
 * nothing waits for it but those who read. Thread-safe.
 */
final class IndexKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IndexKeeper.class);
    private static final int BATCH = 500;
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofMillis(250);

    private final LogRecord log;
    private final JdbcOperations database;
    private final TransactionOperations transactions;
    private final IndexRows rows;
    private final Duration limit;
    private final Thread thread;
    private volatile boolean closed;

    /** Guarded by this. */
    private long indexed;

    /** Guarded by this. */
    private Optional<Exception> failure = Optional.empty();

    private IndexKeeper(
            LogRecord log, JdbcOperations database, TransactionOperations transactions, Duration limit, long indexed) {
        this.log = log;
        this.database = database;
        this.transactions = transactions;
        this.rows = new IndexRows(database);
        this.limit = limit;
        this.indexed = indexed;
        this.thread = Thread.ofPlatform().name("weir-audit-index").daemon().unstarted(this::run);
    }

    /**
     * Compares the index with the journal and starts to follow it.
     *
     * @throws AuditStartException if the index knows entries that the journal hasn't, or other ones
     */
    static IndexKeeper start(
            LogRecord log, JdbcOperations database, TransactionOperations transactions, Duration limit) {
        record Progress(long indexed, String hash) {}
        Progress progress = database.query(
                        "select indexed, last_hash from log_progress where id = 1",
                        (row, _) -> new Progress(row.getLong(1), row.getString(2)))
                .getFirst();
        long size = log.head().size();
        if (progress.indexed() > size) {
            throw differs(
                    "The database knows " + progress.indexed() + " entries of the decision log, but its journal has "
                            + size + ": entries were removed, or the journal is another one's.");
        }
        if (progress.indexed() > 0
                && !log.journal().hash(progress.indexed()).hex().equals(progress.hash())) {
            throw differs("Entry " + progress.indexed()
                    + " of the decision log's journal isn't the one that the database knows.");
        }
        IndexKeeper keeper = new IndexKeeper(log, database, transactions, limit, progress.indexed());
        keeper.thread.start();
        return keeper;
    }

    private static AuditStartException differs(String problem) {
        return new AuditStartException(
                problem,
                "Restore the journal that belongs to this database. A new log needs a new database (`weir.audit.url`), or "
                        + "the old one moved away.");
    }

    private void run() {
        try {
            while (!closed) {
                if (log.journal().awaitBeyond(indexed(), BEAT)) {
                    followOrReport();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Number of the last entry that the tables have. */
    synchronized long indexed() {
        return indexed;
    }

    private void followOrReport() throws InterruptedException {
        try {
            follow();
        } catch (DataAccessException | TransactionException | IOException failed) {
            if (failed(failed)) {
                LOG.error("the decision log's database can't be written; the log itself goes on", failed);
            }
            Thread.sleep(RETRY);
        }
    }

    private synchronized boolean failed(Exception why) {
        boolean first = failure.isEmpty();
        failure = Optional.of(why);
        notifyAll();
        return first;
    }

    private void follow() throws IOException {
        try (JournalCursor cursor = log.journal().cursor(indexed() + 1)) {
            for (List<LogEntry> batch = next(cursor); !batch.isEmpty() && !closed; batch = next(cursor)) {
                insert(batch);
                advance(batch.getLast().sequence());
            }
        }
    }

    private static List<LogEntry> next(JournalCursor cursor) throws IOException {
        List<LogEntry> batch = new ArrayList<>();
        while (batch.size() < BATCH) {
            Optional<LogEntry> entry = cursor.next();
            if (entry.isEmpty()) {
                break;
            }
            batch.add(entry.get());
        }
        return batch;
    }

    private void insert(List<LogEntry> batch) {
        try {
            insertTogether(batch);
        } catch (DataIntegrityViolationException | IllegalStateException unfit) {
            batch.forEach(this::insertAlone);
        }
    }

    /** An entry that no row can hold stays in the record and is passed over here, so that the others go on. */
    private void insertAlone(LogEntry entry) {
        try {
            insertTogether(List.of(entry));
        } catch (DataIntegrityViolationException | IllegalStateException unfit) {
            LOG.error(
                    "entry {} of the decision log can't be indexed; it can still be exported", entry.sequence(), unfit);
            transactions.executeWithoutResult(_ -> progress(entry));
        }
    }

    private void insertTogether(List<LogEntry> batch) {
        transactions.executeWithoutResult(_ -> {
            rows.insert(batch);
            progress(batch.getLast());
        });
    }

    private void progress(LogEntry last) {
        database.update(
                "update log_progress set indexed = ?, last_hash = ? where id = 1",
                last.sequence(),
                last.hash().hex());
    }

    private synchronized void advance(long sequence) {
        if (failure.isPresent()) {
            LOG.info("the decision log's database can be written again");
        }
        failure = Optional.empty();
        indexed = sequence;
        notifyAll();
    }

    /**
     * Returns once the tables have everything that was handed in before.
     *
     * @throws AuditUnavailableException if the database is away, or time is up
     */
    void catchUp() {
        long size = log.settled().size();
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            awaitIndexed(size, deadline);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AuditUnavailableException("Waiting for the decision log was interrupted", interrupted);
        }
    }

    private synchronized void awaitIndexed(long size, long deadline) throws InterruptedException {
        while (indexed < size) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (failure.isPresent() || left <= 0) {
                throw new AuditUnavailableException(
                        "The decision log's database can't be used now", failure.orElse(null));
            }
            wait(left);
        }
    }

    /** How many entries the tables are behind. */
    long lag() {
        return log.head().size() - indexed();
    }

    /** Ends behind the batch that is being written; the next start goes on from there. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
