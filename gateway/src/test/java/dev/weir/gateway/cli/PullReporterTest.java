package dev.weir.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.localmodels.catalog.ModelSource;
import dev.weir.localmodels.catalog.PullEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PullReporterTest {

    private static final long TOTAL = 200_000_000;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final AtomicLong clock = new AtomicLong();

    @Test
    void report_notATerminal_oneLineForEachTenth() {
        PullReporter reporter = reporter(false);

        for (long done = 0; done <= TOTAL; done += TOTAL / 200) {
            clock.addAndGet(50_000_000);
            reporter.on(new PullEvent.Transferred(done, TOTAL));
        }

        assertThat(lines())
                .hasSize(10)
                .first()
                .asString()
                .startsWith("some-model  10 %  20.0/200.0 MB  20.0 MB/s  0:09");
        assertThat(lines()).last().asString().startsWith("some-model  100 %  200.0/200.0 MB");
    }

    @Test
    void report_sourceStartsAgain_percentagesNeverGoBack() {
        PullReporter reporter = reporter(true);
        for (long percent : List.of(10L, 60L, 5L, 30L, 65L, 100L)) {
            clock.addAndGet(1_000_000_000);
            reporter.on(new PullEvent.Transferred(TOTAL / 100 * percent, TOTAL));
        }

        List<Integer> percentages = Pattern.compile("(\\d+) %")
                .matcher(text())
                .results()
                .map(match -> Integer.valueOf(match.group(1)))
                .toList();

        assertThat(percentages).containsExactly(10, 60, 65, 100);
    }

    @Test
    void report_sourceFails_oneLineWithTheReason() {
        reporter(false).on(new PullEvent.SourceFailed(new ModelSource.LocalFile(Path.of("m.gguf")), "no such file"));

        assertThat(lines()).containsExactly("m.gguf: no such file");
    }

    private PullReporter reporter(boolean terminal) {
        return new PullReporter(
                "some-model", new PrintStream(written, true, StandardCharsets.UTF_8), terminal, clock::get);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    private List<String> lines() {
        return text().lines().toList();
    }
}
