package dev.weir.gateway.audit.shipping;

import static dev.weir.gateway.audit.shipping.ShippedLog.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.weir.auditlog.journal.SequenceSet;
import dev.weir.gateway.audit.shipping.Receiver.Received;
import dev.weir.gateway.audit.shipping.Receiver.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class WebhookShippingTest {

    private static final String PATH = "/hooks/of-nobody-elses-business";

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

    private static ShippingState state(Shipping shipping) {
        return shipping.states().getFirst();
    }

    @Test
    void entries_arriveInOrder_asTheyWereHashed_signed() throws Exception {
        log.append(250);
        try (Receiver receiver = Receiver.answering(_ -> Receiver.OK);
                Shipping shipping = log.ship(log.webhook(receiver.url(PATH), 100))) {
            await(() -> shipping.shippedUpTo() == 250);

            assertThat(receiver.all())
                    .extracting(Received::text)
                    .containsExactly(log.lines(1, 100), log.lines(101, 200), log.lines(201, 250));
            for (Received request : receiver.all()) {
                assertThat(request.path()).isEqualTo(PATH);
                assertThat(request.header("content-type")).isEqualTo("application/x-ndjson");
                assertThat(request.header("webhook-signature")).isEqualTo(signature(request));
                assertThat(Long.parseLong(request.header("webhook-timestamp")))
                        .isBetween(
                                Instant.now().getEpochSecond() - 600,
                                Instant.now().getEpochSecond());
            }
            assertThat(receiver.all().getFirst().header("webhook-id"))
                    .isEqualTo("1-100-"
                            + log.journal().read(100).orElseThrow().hash().hex().substring(0, 16));
        }
    }

    /** As a receiver would compute it. */
    private static String signature(Received request) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        byte[] key = Base64.getDecoder().decode(ShippedLog.SECRET.substring("whsec_".length()));
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String signed = request.header("webhook-id") + "." + request.header("webhook-timestamp") + "." + request.text();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void outage_sameRequestsAgain_thenCatchesUp() throws Exception {
        log.append(3);
        try (Receiver receiver = Receiver.answering(number -> Reply.of(number < 4 ? 503 : 204));
                Shipping shipping = log.ship(log.webhook(receiver.url(PATH), 2))) {
            Received first = receiver.take();
            log.append(4);
            await(() -> shipping.shippedUpTo() == 7);

            assertThat(receiver.all().subList(0, 5))
                    .extracting(Received::text, request -> request.header("webhook-id"))
                    .containsOnly(tuple(first.text(), first.header("webhook-id")));
            assertThat(receiver.all().subList(5, receiver.all().size()))
                    .extracting(Received::text)
                    .containsExactly(log.lines(3, 4), log.lines(5, 6), log.lines(7, 7));
            assertThat(state(shipping).failures()).isEqualTo(4);
            assertThat(state(shipping).problem()).isEmpty();
            assertThat(state(shipping).waiting()).isZero();
        }
    }

    @Test
    void nobodyListens_told_andEverythingComesOnceSomebodyDoes() throws Exception {
        int port;
        try (Receiver away = Receiver.answering(_ -> Receiver.OK)) {
            port = away.port();
        }
        log.append(2);
        try (Shipping shipping = log.ship(log.webhook(URI.create("http://localhost:" + port + PATH), 100))) {
            await(() -> state(shipping).failures() >= 2);
            assertThat(state(shipping).problem().orElseThrow())
                    .isEqualTo("http://localhost:" + port + " can't be reached: ConnectException");
            assertThat(state(shipping).since()).isPresent();
            assertThat(shipping.shippedUpTo()).isZero();
            assertThat(state(shipping).waiting()).isEqualTo(2);

            try (Receiver back = Receiver.at(port, _ -> Receiver.OK)) {
                assertThat(back.take().text()).isEqualTo(log.lines(1, 2));
            }
        }
    }

    @Test
    void restartInTheMiddle_goesOnBehindWhatWasConfirmed() throws Exception {
        log.append(6);
        try (Receiver receiver = Receiver.answering(number -> Reply.of(number < 2 ? 200 : 500))) {
            try (Shipping shipping = log.ship(log.webhook(receiver.url(PATH), 2))) {
                await(() -> state(shipping).failures() >= 1);
                assertThat(state(shipping).shipped()).isEqualTo(4);
            }
        }
        assertThat(Files.readString(directory.resolve("webhook-cursor"))).isEqualTo("4\n");
        try (Receiver receiver = Receiver.answering(_ -> Receiver.OK);
                Shipping shipping = log.ship(log.webhook(receiver.url(PATH), 2))) {
            assertThat(shipping.shippedUpTo()).isGreaterThanOrEqualTo(4);
            await(() -> shipping.shippedUpTo() == 6);
            assertThat(receiver.all()).extracting(Received::text).containsExactly(log.lines(5, 6));
        }
    }

    @Test
    void tooManyRequests_waitsAsLongAsItWasAsked() throws Exception {
        log.append(1);
        Reply busy = new Reply(429, Map.of("retry-after", "1"), "");
        try (Receiver receiver = Receiver.answering(number -> number == 0 ? busy : Receiver.OK);
                Shipping shipping = log.ship(log.webhook(receiver.url(PATH), 1))) {
            Received refused = receiver.take();
            Received accepted = receiver.take();

            assertThat(Duration.ofNanos(accepted.at() - refused.at())).isGreaterThanOrEqualTo(Duration.ofMillis(990));
            await(() -> shipping.shippedUpTo() == 1);
        }
    }

    @Test
    void gone_told_andTriedOnUntilItIsWantedAgain() throws Exception {
        log.append(1);
        CountDownLatch seen = new CountDownLatch(1);
        try (Receiver receiver = Receiver.answering(number -> Reply.of(number < 2 || seen.getCount() > 0 ? 410 : 200));
                Shipping shipping = log.ship(log.webhook(receiver.url(PATH), 1))) {
            await(() -> state(shipping).failures() >= 2);
            assertThat(state(shipping).problem().orElseThrow()).contains("HTTP 410", "check address, secret");
            seen.countDown();

            await(() -> shipping.shippedUpTo() == 1);
        }
    }

    @Test
    void redirect_notFollowed() throws Exception {
        log.append(1);
        try (Receiver elsewhere = Receiver.answering(_ -> Receiver.OK);
                Receiver receiver = Receiver.answering(_ ->
                        new Reply(307, Map.of("location", elsewhere.url("/").toString()), ""));
                Shipping shipping = log.ship(log.webhook(receiver.url(PATH), 1))) {
            await(() -> state(shipping).failures() >= 2);

            assertThat(state(shipping).problem().orElseThrow()).contains("redirect");
            assertThat(elsewhere.all()).isEmpty();
            assertThat(shipping.shippedUpTo()).isZero();
        }
    }

    @Test
    void receiverThatHangs_givenUp_andTheSameSentAgain() throws Exception {
        log.append(1);
        CountDownLatch never = new CountDownLatch(1);
        try (Receiver receiver = Receiver.answering(number -> number == 0 ? hang(never) : Receiver.OK);
                Shipping shipping =
                        log.ship(log.webhook(receiver.url(PATH), 1, Optional.empty(), Duration.ofMillis(300)))) {
            Received first = receiver.take();
            assertThat(receiver.take().header("webhook-id")).isEqualTo(first.header("webhook-id"));
            await(() -> shipping.shippedUpTo() == 1);
        } finally {
            never.countDown();
        }
    }

    @Test
    void end_whileAReceiverHangs_doesNotWaitForIt() throws Exception {
        log.append(1);
        CountDownLatch never = new CountDownLatch(1);
        try (Receiver receiver = Receiver.answering(_ -> hang(never))) {
            Shipping shipping = log.ship(log.webhook(receiver.url(PATH), 1, Optional.empty(), Duration.ofHours(1)));
            receiver.take();

            shipping.close();

            assertThat(shipping.shippedUpTo()).isZero();
        } finally {
            never.countDown();
        }
    }

    private static Reply hang(CountDownLatch until) {
        try {
            until.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return Reply.of(500);
    }

    @Test
    void oneDestinationDown_theOtherGetsEverything_andNothingMayBePruned() throws Exception {
        log.append(3);
        try (Receiver down = Receiver.answering(_ -> Reply.of(500));
                Receiver up = Receiver.answering(_ -> Receiver.OK);
                Shipping shipping = log.ship(
                        log.webhook(down.url(PATH), 1),
                        ShippedLog.otlp(up.url(""), Map.of(), Map.of()),
                        ShippedLog.AT_ONCE)) {
            await(() -> shipping.states().getLast().shipped() == 3);

            assertThat(shipping.states()).extracting(ShippingState::destination).containsExactly("webhook", "otlp");
            assertThat(shipping.shippedUpTo()).isZero();
        }
    }

    @Test
    void tls_trusted_arrives(@TempDir Path certificates) throws Exception {
        TestCertificate certificate = TestCertificate.make(certificates);
        log.append(1);
        try (Receiver receiver = Receiver.secured(certificate);
                Shipping shipping = log.ship(log.webhook(
                        receiver.url(PATH), 1, Optional.of(certificate.pem().toString()), Duration.ofMinutes(2)))) {
            assertThat(receiver.take().text()).isEqualTo(log.lines(1, 1));
            await(() -> shipping.shippedUpTo() == 1);
        }
    }

    @Test
    void tls_certificateOfSomebodyElse_nothingIsSent_andItIsTold(@TempDir Path certificates) throws Exception {
        log.append(1);
        try (Receiver receiver = Receiver.secured(TestCertificate.make(certificates));
                Shipping shipping = log.ship(log.webhook(receiver.url(PATH), 1))) {
            await(() -> state(shipping).failures() >= 1);

            assertThat(state(shipping).problem().orElseThrow()).contains("SSLHandshakeException", "certification path");
            assertThat(receiver.all()).isEmpty();
        }
    }

    @Test
    void prunedEntries_leftOut_theRestArrivesInOrder() throws Exception {
        log.append(4);
        log.journal().closeSegment();
        log.append(4);
        log.journal().prune(log.journal().closedSegments().getFirst(), SequenceSet.parse(1, "Aw=="));

        try (Receiver receiver = Receiver.answering(_ -> Receiver.OK);
                Shipping shipping = log.ship(log.webhook(receiver.url(PATH), 2))) {
            await(() -> shipping.shippedUpTo() == 8);

            assertThat(receiver.all())
                    .extracting(Received::text)
                    .containsExactly(log.lines(3, 4), log.lines(5, 6), log.lines(7, 8));
        }
    }

    @Test
    void bigEntries_requestsStaySmall() throws Exception {
        log.append(40, "x".repeat(50_000));
        try (Receiver receiver = Receiver.answering(_ -> Receiver.OK);
                Shipping shipping = log.ship(log.webhook(receiver.url(PATH), 10_000))) {
            await(() -> shipping.shippedUpTo() == 40);

            assertThat(receiver.all())
                    .hasSize(4)
                    .allSatisfy(request -> assertThat(request.text().length()).isLessThan(600_000));
        }
    }

    @Test
    void troubles_neitherSecretNorPathInLogAndState() throws Exception {
        log.append(1);
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        Logger logger = (Logger) LoggerFactory.getLogger(Shipment.class.getPackageName());
        Level before = logger.getLevel();
        logger.setLevel(Level.TRACE);
        logger.addAppender(said);
        try (Receiver receiver = Receiver.answering(
                        number -> Reply.of(List.of(500, 404, 302).get(number % 3)));
                Shipping shipping = log.ship(log.webhook(receiver.url(PATH), 1))) {
            await(() -> state(shipping).failures() >= 3);

            assertThat(said.list + " " + shipping.states())
                    .contains("can't be shipped by webhook", "HTTP 500", "HTTP 404")
                    .doesNotContain(PATH, ShippedLog.SECRET.substring("whsec_".length()));
        } finally {
            logger.detachAppender(said);
            logger.setLevel(before);
        }
    }
}
