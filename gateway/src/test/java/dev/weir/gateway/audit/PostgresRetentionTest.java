package dev.weir.gateway.audit;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresRetentionTest extends RetentionContract {

    private final PostgresServer server = PostgresServer.start();

    @Override
    List<String> database() {
        return server.freshDatabase();
    }

    @AfterAll
    void stop() {
        server.close();
    }
}
