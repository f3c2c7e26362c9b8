package dev.weir.gateway.audit.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShippingSettingsTest {

    private static final URI LOOPBACK = URI.create("http://127.0.0.1:9/");
    private static final ShippingProperties WAITS =
            new ShippingProperties(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(5));

    @TempDir
    Path directory;

    private ShippedLog log;

    @BeforeEach
    void open() throws Exception {
        log = ShippedLog.in(directory);
    }

    @AfterEach
    void close() throws Exception {
        log.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://siem.example.com/hook       | is plain http to another machine
            https://jane:pass@siem.example.com | holds a user
            ftp://siem.example.com/            | isn't an http(s) address
            https:///nobody                    | isn't an http(s) address
            """)
    void address_unusable_toldWithoutIt(String url, String problem) {
        assertThatThrownBy(() -> log.ship(log.webhook(URI.create(url), 1)))
                .isInstanceOf(InvalidShippingException.class)
                .hasMessageContaining("`weir.audit.webhook.url` " + problem)
                .hasMessageNotContaining("jane")
                .hasMessageNotContaining("siem");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            too-short-and-no-base64!
            whsec_c2hvcnQ=
            ''
            """)
    void secret_unusable_toldWithoutIt(String secret) throws Exception {
        Files.writeString(directory.resolve("secret"), secret);

        assertThatThrownBy(() -> log.ship(log.webhook(LOOPBACK, 1)))
                .isInstanceOf(InvalidShippingException.class)
                .hasMessage("The secret of `weir.audit.webhook.secret-file` isn't one of Standard Webhooks.");
    }

    @Test
    void secret_missingFile_told() throws Exception {
        Files.delete(directory.resolve("secret"));

        assertThatThrownBy(() -> log.ship(log.webhook(LOOPBACK, 1)))
                .hasMessageContaining("`weir.audit.webhook.secret-file` can't be read: NoSuchFileException");
    }

    @Test
    void secret_fromTheEnvironment_serves() throws Exception {
        log.ship(fromEnvironment("WEBHOOK_SECRET")).close();

        assertThatThrownBy(() -> log.ship(fromEnvironment("NOT_SET"))).hasMessageContaining("`NOT_SET`");
    }

    private static WebhookProperties fromEnvironment(String name) {
        return new WebhookProperties(
                Optional.of(LOOPBACK),
                Optional.empty(),
                Optional.of(name),
                Optional.empty(),
                false,
                1,
                Duration.ofSeconds(1));
    }

    @Test
    void secret_signsTheReferenceVectorOfStandardWebhooks() throws Exception {
        WebhookSecret secret = WebhookSecret.of(log.webhook(LOOPBACK, 1), _ -> Optional.empty());

        assertThat(secret.sign(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1614265330,
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void header_thatCannotBeSent_toldWithoutItsValue() {
        assertThatThrownBy(() -> log.ship(ShippedLog.otlp(LOOPBACK, Map.of("x-key", "top\nsecret"), Map.of())))
                .hasMessageContaining("`x-key`")
                .hasMessageNotContaining("secret");
        assertThat(ShippedLog.otlp(LOOPBACK, Map.of("x-key", "top secret"), Map.of())
                        .toString())
                .doesNotContain("secret");
    }

    @Test
    void cursor_beyondTheLog_stopsTheStart() throws Exception {
        Files.writeString(directory.resolve("webhook-cursor"), "5\n");

        assertThatThrownBy(() -> log.ship(log.webhook(LOOPBACK, 1)))
                .hasMessageContaining("5 entries are shipped, but the log has 0");
    }

    @Test
    void nothingConfigured_holdsNothingBack() throws Exception {
        try (Shipping shipping = log.ship(ShippedLog.NO_WEBHOOK)) {
            assertThat(shipping.shippedUpTo()).isEqualTo(Long.MAX_VALUE);
            assertThat(shipping.states()).isEmpty();
        }
    }

    @Test
    void waits_doubleWithJitter_upToTheLongest_andHonourWhatWasAsked() {
        UndeliveredException failed = UndeliveredException.passing("no");

        assertThat(WAITS.wait(failed, 1, 1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(WAITS.wait(failed, 1, 0)).isEqualTo(Duration.ofMillis(500));
        assertThat(WAITS.wait(failed, 4, 1)).isEqualTo(Duration.ofSeconds(8));
        assertThat(WAITS.wait(failed, 1_000_000, 1)).isEqualTo(Duration.ofMinutes(1));
        assertThat(WAITS.wait(UndeliveredException.refused("no"), 1, 0)).isEqualTo(Duration.ofMinutes(5));
        assertThat(WAITS.wait(UndeliveredException.busy("no", Optional.of(Duration.ofMinutes(2))), 1, 0))
                .isEqualTo(Duration.ofMinutes(2));
        assertThat(WAITS.wait(UndeliveredException.busy("no", Optional.of(Duration.ofDays(9))), 1, 0))
                .isEqualTo(Duration.ofHours(1));
    }
}
