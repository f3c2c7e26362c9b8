package dev.weir.gateway;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;

/** A real PostgreSQL on loopback, one for all tests of a process, with an empty database for each that asks. */
public final class EmbeddedDatabase {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private EmbeddedDatabase() {}

    private static final class Server {
        private static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("max_connections", "100")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    try {
                        server.close();
                    } catch (IOException e) {
                        // The process ends, and with it whoever could care.
                    }
                }));
                return server;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    /** Settings of a gateway that keeps its log in a new, empty database. */
    public static List<String> settings() {
        String name = "weir_" + NUMBER.incrementAndGet();
        new JdbcTemplate(Server.POSTGRES.getPostgresDatabase()).execute("create database " + name);
        return List.of(
                "weir.audit.url=" + Server.POSTGRES.getJdbcUrl("postgres", name),
                "weir.audit.user=postgres",
                "weir.audit.password=postgres");
    }
}
