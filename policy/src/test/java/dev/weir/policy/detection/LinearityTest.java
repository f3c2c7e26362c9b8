package dev.weir.policy.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hostile texts cost no more per character when they are eight times longer. Processor time of one thread, the best of
 * several runs; anything quadratic would come out near eight.
 */
class LinearityTest {

    private static final int SHORT = 5_000;
    private static final int FACTOR = 8;

    private final RequestInspector inspector = RequestInspector.standard();

    static Stream<String> hostilePieces() {
        return List.of(
                "a",
                "@",
                "a@",
                "a.",
                "1",
                "1 ",
                "12-",
                "::",
                "1:",
                "://",
                "://a:b@",
                "sk-",
                "eyJ",
                "AKIA",
                "password=",
                "token ",
                "-----BEGIN PRIVATE KEY-----",
                "\\u00",
                "%4",
                "&#",
                "[",
                "{\"a\":",
                "(at)",
                " at ",
                "QUFB",
                "DE89 ",
                "aws ",
                "mrn 1",
                "icd ",
                "+1 ",
                "\\",
                "аnn")
                .stream();
    }

    @ParameterizedTest
    @MethodSource("hostilePieces")
    void inspect_hostileText_costGrowsLinearly(String piece) {
        String small = piece.repeat(SHORT / piece.length());
        String large = small.repeat(FACTOR);
        cost(small);

        double perCharacter = (double) cost(large) / large.length();
        double reference = (double) cost(small) / small.length();

        assertThat(perCharacter / reference)
                .as("growth of the cost per character")
                .isLessThan(5);
    }

    private long cost(String text) {
        var threads = ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        for (int run = 0; run < 3; run++) {
            long start = threads.getCurrentThreadCpuTime();
            inspector.inspect(text);
            best = Math.min(best, threads.getCurrentThreadCpuTime() - start);
        }
        return best;
    }
}
