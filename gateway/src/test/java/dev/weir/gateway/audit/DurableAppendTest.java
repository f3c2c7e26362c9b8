package dev.weir.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    void appendDurably_h2_syncsTheDisk_plainAppendDoesNot(@TempDir Path directory) {
        CountingDisk.register();
        try (AuditTestContext context = AuditTestContext.open(directory, onCountingDisk(directory))) {
            int before = CountingDisk.SYNCS.get();
            context.log().append(SampleDecisions.easy("dec_plain", 1));
            int afterPlain = CountingDisk.SYNCS.get();
            context.log().appendDurably(SampleDecisions.easy("dec_durable", 1));

            assertThat(afterPlain).isEqualTo(before);
            assertThat(CountingDisk.SYNCS.get()).isGreaterThan(afterPlain);
        }
    }

    @Test
    void appendDurably_diskRefusesToSync_unavailableAndReadinessSaysSo(@TempDir Path directory) {
        CountingDisk.register();
        try (AuditTestContext context = AuditTestContext.open(directory, onCountingDisk(directory))) {
            CountingDisk.REFUSE.set(true);

            assertThatThrownBy(() -> context.log().appendDurably(SampleDecisions.easy("dec_lost", 1)))
                    .isInstanceOf(AuditUnavailableException.class);

            assertThat(context.health().problem())
                    .hasValueSatisfying(text -> assertThat(text).contains("could not be written"));
        } finally {
            CountingDisk.REFUSE.set(false);
        }
    }

    private static String onCountingDisk(Path directory) {
        return "weir.audit.url=jdbc:h2:counting:" + directory.resolve("weir-audit") + ";WRITE_DELAY=0";
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
