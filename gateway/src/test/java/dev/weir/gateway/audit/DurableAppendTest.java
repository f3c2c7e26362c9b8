package dev.weir.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code appendDurably} promises: on disk once it returns, whatever happens to the process. */
class DurableAppendTest {

    @Test
    void appendDurably_processKilledRightAfter_everyReturnedEntryIsThere(@TempDir Path directory) throws Exception {
        List<String> returned = new ArrayList<>();
        Process child = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Appender.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = child.inputReader()) {
            while (returned.size() < 25) {
                String line = lines.readLine();
                assertThat(line).as("the appending process died by itself").isNotNull();
                if (line.startsWith("dec_")) {
                    returned.add(line);
                }
            }
        } finally {
            child.destroyForcibly().waitFor();
        }

        try (AuditTestContext reopened = AuditTestContext.open(directory)) {
            assertThat(returned)
                    .allSatisfy(id -> assertThat(reopened.log().find(id)).isPresent());
            assertThat(reopened.health().problem()).isEmpty();
        }
    }

    @Test
    void appendDurably_syncsTheDiskBeforeItReturns(@TempDir Path directory) {
        StandInDisk disk = new StandInDisk();
        try (AuditTestContext context = AuditTestContext.open(directory, disk)) {
            int before = disk.syncs();
            context.log().appendDurably(SampleDecisions.easy("dec_durable", 1));

            assertThat(disk.syncs()).isGreaterThan(before);
        }
    }

    @Test
    void append_diskDoesntAnswer_nobodyWaits_appendDurablyGivesUp(@TempDir Path directory) {
        StandInDisk disk = new StandInDisk();
        try (AuditTestContext context = AuditTestContext.open(directory, disk, "weir.audit.append-timeout=300ms")) {
            disk.hold();
            try {
                context.log().append(SampleDecisions.easy("dec_local", 1));

                assertThatThrownBy(() -> context.log().appendDurably(SampleDecisions.easy("dec_cloud", 1)))
                        .isInstanceOf(AuditUnavailableException.class)
                        .hasMessageContaining("did not answer within 300 ms");
            } finally {
                disk.release();
            }
        }
    }

    @Test
    void appendDurably_diskRefusesToSync_unavailableAndReadinessSaysSo(@TempDir Path directory) {
        StandInDisk disk = new StandInDisk();
        try (AuditTestContext context = AuditTestContext.open(directory, disk)) {
            disk.refuse(true);

            assertThatThrownBy(() -> context.log().appendDurably(SampleDecisions.easy("dec_lost", 1)))
                    .isInstanceOf(AuditUnavailableException.class);

            assertThat(context.health().problem())
                    .hasValueSatisfying(text -> assertThat(text).contains("could not be written"));
            disk.refuse(false);
            context.log().appendDurably(SampleDecisions.easy("dec_after", 1));
            assertThat(context.log().find("dec_lost")).isEmpty();
            assertThat(context.log().find("dec_after")).isPresent();
        }
    }

    @Test
    void appendDurably_diskIsFull_unavailable_thenItGoesOn(@TempDir Path directory) {
        StandInDisk disk = new StandInDisk();
        try (AuditTestContext context = AuditTestContext.open(directory, disk)) {
            context.log().appendDurably(SampleDecisions.easy("dec_before", 1));
            disk.full(true);

            assertThatThrownBy(() -> context.log().appendDurably(SampleDecisions.easy("dec_lost", 1)))
                    .isInstanceOf(AuditUnavailableException.class);
            assertThat(context.health().problem()).isPresent();

            disk.full(false);
            context.log().appendDurably(SampleDecisions.easy("dec_after", 1));
            assertThat(context.log().recent(Optional.empty(), 10))
                    .extracting(recorded -> recorded.entry().id())
                    .containsExactly("dec_after", "dec_before");
        }
    }

    /** Appends for ever, and prints each id once it is durable. */
    static final class Appender {

        private Appender() {}

        @SuppressWarnings("InfiniteLoopStatement") // Ends by being killed: that is the test.
        public static void main(String[] arguments) {
            DecisionLog log = AuditTestContext.open(Path.of(arguments[0])).log();
            for (int number = 0; ; number++) {
                String id = "dec_" + number;
                log.appendDurably(SampleDecisions.easy(id, number));
                System.out.println(id);
            }
        }
    }
}
