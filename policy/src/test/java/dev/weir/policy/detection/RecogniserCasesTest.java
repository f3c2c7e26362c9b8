package dev.weir.policy.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each line of {@code recogniser-cases.txt}: what must be found, exactly, and what must not. */
class RecogniserCasesTest {

    private final RequestInspector inspector = RequestInspector.standard();

    static Stream<String> cases() throws IOException {
        try (InputStream in = RecogniserCasesTest.class.getResourceAsStream("recogniser-cases.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void inspect_case_findsWhatIsMarked(String line) {
        int bar = line.indexOf(" | ");
        String entity = line.substring(0, bar);
        String marked = line.substring(bar + 3);
        String text = marked.replace("«", "").replace("»", "");

        List<Finding> findings = inspector.inspect(text).findings();

        assertThat(findings.stream()
                        .map(f -> f.entity().name() + " " + text.substring(f.start(), f.end()))
                        .toList())
                .isEqualTo(expected(entity, marked));
    }

    private static List<String> expected(String entity, String marked) {
        var expected = new ArrayList<String>();
        for (int open = marked.indexOf('«'); open >= 0; open = marked.indexOf('«', open + 1)) {
            expected.add(entity + " " + marked.substring(open + 1, marked.indexOf('»', open)));
        }
        return expected;
    }
}
