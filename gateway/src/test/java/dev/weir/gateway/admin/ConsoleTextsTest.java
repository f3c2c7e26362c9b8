package dev.weir.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.Effect;
import dev.weir.policy.Preference;
import dev.weir.policy.Sensitivity;
import dev.weir.router.selection.RouteReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console has words for whatever the log may say. */
class ConsoleTextsTest {

    private static final Path TEXTS = Path.of("..", "admin-ui", "src", "i18n");

    @ParameterizedTest
    @ValueSource(strings = {"en.ts", "vi.ts"})
    void texts_nameEveryReasonAndVerdict(String file) throws IOException {
        String texts = Files.readString(TEXTS.resolve(file));

        assertThat(Stream.of(
                                keys("reason", RouteReason.values()),
                                keys("because", RouteReason.values()),
                                keys("effect", Effect.values()),
                                keys("preference", Preference.values()),
                                keys("sensitivity", Sensitivity.values()))
                        .flatMap(keys -> keys))
                .allSatisfy(key -> assertThat(texts).contains("\"" + key + "\":"));
    }

    private static Stream<String> keys(String prefix, Enum<?>[] values) {
        return Stream.of(values).map(value -> prefix + "." + value.name().toLowerCase(Locale.ROOT));
    }
}
