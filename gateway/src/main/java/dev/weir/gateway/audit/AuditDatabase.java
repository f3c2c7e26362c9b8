package dev.weir.gateway.audit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import javax.sql.DataSource;

/** Opens the database of the decision log, or says in one message why it can't be opened. */
final class AuditDatabase {

    private static final String FILE = "weir-audit";

    /** Every commit goes to the file at once; Spring, not a shutdown hook of H2, closes the database. */
    private static final String H2_SETTINGS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";

    /** In milliseconds. What is on record doesn't depend on the database, so nobody should wait for it for long. */
    private static final long LONGEST_CONNECT = 10_000;

    private AuditDatabase() {}

    /** Opens the pool and one connection. */
    static HikariDataSource open(AuditProperties properties) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(FILE);
        config.setJdbcUrl(properties.url().filter(url -> !url.isBlank()).orElseGet(() -> embedded(properties)));
        config.setUsername(properties.user());
        config.setPassword(properties.password());
        config.setMaximumPoolSize(properties.connections());
        config.setMinimumIdle(2);
        config.setConnectionTimeout(Math.clamp(properties.appendTimeout().toMillis(), 250, LONGEST_CONNECT));
        config.setInitializationFailTimeout(1);
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException failed) {
            throw explain(failed, properties.directory());
        }
    }

    /**
     * What puts committed entries on disk.
     *
     * <p>H2 writes a commit to its file but never syncs the file, so it is told to. PostgreSQL syncs its log on every
     * commit by itself unless that was switched off, which is refused here.
     */
    static DurabilityBarrier.Sync sync(DataSource database) {
        String product = product(database);
        return switch (product) {
            case "H2" -> () -> execute(database, "checkpoint sync");
            case "PostgreSQL" -> {
                requireSynchronousCommit(database);
                yield () -> {};
            }
            default ->
                throw new AuditStartException(
                        "The decision log can't be kept in " + product + ".",
                        "Use the embedded database (no `weir.audit.url`) or PostgreSQL.");
        };
    }

    private static String embedded(AuditProperties properties) {
        Path file = properties.directory().toAbsolutePath().resolve(FILE + ".mv.db");
        try {
            Files.createDirectories(properties.directory());
            // H2 would take an empty file for a new database and go on without the log that was there.
            if (Files.exists(file) && Files.size(file) == 0) {
                throw damaged(file, new IOException("the file is empty"));
            }
        } catch (IOException failed) {
            throw unusable(properties.directory(), new UncheckedIOException(failed));
        }
        return "jdbc:h2:file:" + properties.directory().toAbsolutePath().resolve(FILE) + H2_SETTINGS;
    }

    private static AuditStartException explain(PoolInitializationException failed, Path directory) {
        int code = failed.getCause() instanceof SQLException sql ? sql.getErrorCode() : 0;
        return switch (code) {
            case H2Error.FILE_CORRUPTED -> damaged(directory.resolve(FILE + ".mv.db"), failed);
            case H2Error.ALREADY_OPEN ->
                new AuditStartException(
                        "The decision log in " + directory + " is in use by another process.",
                        "Stop the other gateway, or start this one with another data directory.",
                        failed);
            default -> unusable(directory, failed);
        };
    }

    private static AuditStartException damaged(Path file, Exception cause) {
        return new AuditStartException(
                "The decision log is damaged: " + file + " can't be read.",
                "Restore the file from a backup, or move it away (keep it: it may be evidence) to start a new log.",
                cause);
    }

    private static AuditStartException unusable(Path directory, Exception cause) {
        return new AuditStartException(
                "The decision log can't be opened (directory " + directory + ").",
                "Check that the directory exists, that this user may write there, that the disk has room, and, with "
                        + "`weir.audit.url`, that the database answers.",
                cause);
    }

    private static String product(DataSource database) {
        try (Connection connection = database.getConnection()) {
            return connection.getMetaData().getDatabaseProductName();
        } catch (SQLException failed) {
            throw new IllegalStateException("the decision log's database doesn't say what it is", failed);
        }
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void requireSynchronousCommit(DataSource database) {
        for (String setting : new String[] {"fsync", "synchronous_commit"}) {
            if (setting(database, setting).equals("off")) {
                throw new AuditStartException(
                        "PostgreSQL runs with `" + setting + " = off`: a committed decision could be lost.",
                        "Switch `" + setting + "` on for the decision log's database.");
            }
        }
    }

    private static String setting(DataSource database, String name) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("show " + name)) {
            rows.next();
            return rows.getString(1).toLowerCase(Locale.ROOT);
        } catch (SQLException failed) {
            throw new IllegalStateException("PostgreSQL doesn't tell its setting `" + name + "`", failed);
        }
    }
}
