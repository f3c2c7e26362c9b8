package dev.weir.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A file that is meant to exhaust the loader is refused, with a bounded list of problems and within a bound of memory. */
class LoaderLimitsTest {
    /** What loading may allocate altogether, in bytes, most of which is garbage at once. */
    private static final long MOST_ALLOCATED = 1L << 30;

    @TestFactory
    Stream<DynamicTest> load_hostileFile_refusedWithinBounds() {
        return HostileFiles.all().entrySet().stream()
                .map(file -> DynamicTest.dynamicTest(file.getKey(), () -> assertRefused(file.getValue())));
    }

    private static void assertRefused(byte[] file) {
        HostileFiles.Cost cost = HostileFiles.Cost.of(file);

        assertThat(cost.loading()).isInstanceOfSatisfying(PolicyLoading.Rejected.class, rejected -> {
            assertThat(rejected.problems()).hasSizeBetween(1, 2 * (ProblemLog.MOST + 1));
            assertThat(rejected.report().length()).isLessThan(1 << 21);
        });
        assertThat(cost.allocated()).isLessThan(MOST_ALLOCATED);
    }
}
