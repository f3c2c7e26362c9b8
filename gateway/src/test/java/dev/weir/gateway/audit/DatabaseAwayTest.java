package dev.weir.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real PostgreSQL is stopped and started again under a running log. */
class DatabaseAwayTest {

    @Test
    void database_away_decisionsGoOnRecord_andAreFoundOnceItIsBack(@TempDir Path directory, @TempDir Path server)
            throws Exception {
        PostgresServer postgres = PostgresServer.in(server, 0);
        try (AuditTestContext context =
                AuditTestContext.open(directory, postgres.freshDatabase().toArray(String[]::new))) {
            context.log().appendDurably(SampleDecisions.easy("dec_before", 3));
            assertThat(context.log().find("dec_before")).isPresent();
            postgres.close();

            context.log().appendDurably(SampleDecisions.easy("dec_meanwhile", 2));
            assertThatThrownBy(() -> context.log().find("dec_meanwhile")).isInstanceOf(AuditUnavailableException.class);
            assertThat(context.health().problem()).as("the log can be written").isEmpty();
            context.log().appendDurably(SampleDecisions.easy("dec_still", 1));

            try (PostgresServer again = PostgresServer.in(server, postgres.port())) {
                assertThat(again.port()).isEqualTo(postgres.port());
                awaitFound(context, "dec_still");
                assertThat(context.log().recent(Optional.empty(), 10))
                        .extracting(recorded -> recorded.entry().id())
                        .containsExactly("dec_still", "dec_meanwhile", "dec_before");
            }
        }
    }

    /** The index is tried again by itself; how soon is not what this is about. */
    private static void awaitFound(AuditTestContext context, String id) throws InterruptedException {
        while (true) {
            try {
                if (context.log().find(id).isPresent()) {
                    return;
                }
            } catch (AuditUnavailableException notYet) {
                Thread.sleep(50);
            }
        }
    }
}
