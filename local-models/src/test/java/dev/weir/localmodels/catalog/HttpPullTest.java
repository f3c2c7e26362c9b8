package dev.weir.localmodels.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.weir.localmodels.catalog.ModelStoreException.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pulls over real HTTP on loopback, from servers that behave and servers that don't. */
class HttpPullTest {

    private final FileServer server = new FileServer();
    private final StoreFixture fixture;

    HttpPullTest(@TempDir Path folder) throws IOException {
        fixture = new StoreFixture(folder);
    }

    @BeforeEach
    void nothingIsThere() {
        assertThat(fixture.store().find(fixture.manifest())).isEmpty();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void pull_goodServer_fileInstalledAndNothingLeftOver() {
        fixture.pull(server.serving("/model", fixture.content()));

        assertThat(fixture.modelFile()).hasBinaryContent(fixture.content());
        assertThat(fixture.modelFolder().toFile().list())
                .containsExactlyInAnyOrder(ModelStore.MODEL_FILE, ModelStore.MANIFEST_FILE);
        assertThat(fixture.heard(PullEvent.Transferred.class)).last().satisfies(last -> {
            assertThat(last.doneBytes()).isEqualTo(fixture.content().length);
            assertThat(last.totalBytes()).isEqualTo(fixture.content().length);
        });
    }

    @Test
    void pull_modelHereAlready_noRequestMade() {
        URI uri = server.serving("/model", fixture.content());
        fixture.pull(uri);

        fixture.pull(uri);

        assertThat(server.ranges()).hasSize(1);
    }

    @Test
    void pull_beginningKept_restAskedForAndJoined() throws IOException {
        fixture.keep(fixture.content(), 100_000);

        fixture.pull(server.serving("/model", fixture.content()));

        assertThat(server.ranges()).containsExactly("bytes=100000-");
        assertThat(fixture.modelFile()).hasBinaryContent(fixture.content());
    }

    @Test
    void pull_serverIgnoresRange_wholeFileTaken() throws IOException {
        fixture.keep(fixture.content(), 100_000);
        URI uri = server.at(
                "/model", exchange -> FileServer.begin(exchange, fixture.content(), fixture.content().length));

        fixture.pull(uri);

        assertThat(fixture.modelFile()).hasBinaryContent(fixture.content());
    }

    @Test
    void pull_serverSendsAnotherRange_refused() throws IOException {
        fixture.keep(fixture.content(), 100_000);
        URI uri = server.at("/model", exchange -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 5-299999/300000");
            exchange.sendResponseHeaders(206, 0);
        });

        assertRefused(uri, "another range");
    }

    @Test
    void pull_rangeNotSatisfiable_startsOver() throws IOException {
        fixture.keep(fixture.content(), 100_000);
        URI uri = server.at("/model", exchange -> {
            if (FileServer.offset(exchange) > 0) {
                exchange.sendResponseHeaders(416, -1);
            } else {
                FileServer.begin(exchange, fixture.content(), fixture.content().length);
            }
        });

        fixture.pull(uri);

        assertThat(server.ranges()).containsExactly("bytes=100000-", "null");
    }

    @Test
    void pull_keptBeginningIsForged_sameSourceStartsClean() throws IOException {
        fixture.keep(fixture.forged(), 200_000);

        fixture.pull(server.serving("/model", fixture.content()));

        assertThat(server.ranges()).containsExactly("bytes=200000-", "null");
        assertThat(fixture.modelFile()).hasBinaryContent(fixture.content());
    }

    @Test
    void pull_keptMoreThanTheWholeFile_startsOver() throws IOException {
        fixture.keep(fixture.content(), fixture.content().length + 1);

        fixture.pull(server.serving("/model", fixture.content()));

        assertThat(server.ranges()).containsExactly("null");
    }

    @Test
    void pull_otherContentOfSameLength_refusedAndNothingKept() {
        assertRefused(server.serving("/model", fixture.forged()), "SHA-256");

        assertThat(fixture.modelFile()).doesNotExist();
        assertThat(fixture.part()).doesNotExist();
    }

    @Test
    void pull_forgedFirstSource_secondSourceTaken() {
        URI forged = server.serving("/forged", fixture.forged());

        fixture.pull(forged, server.serving("/model", fixture.content()));

        assertThat(fixture.modelFile()).hasBinaryContent(fixture.content());
        assertThat(fixture.heard(PullEvent.SourceFailed.class)).hasSize(1);
    }

    @Test
    void pull_connectionBreaksHalfWay_resumedFromThere() {
        URI uri = server.at("/model", exchange -> {
            int from = FileServer.offset(exchange);
            if (from == 0) {
                FileServer.begin(exchange, Arrays.copyOf(fixture.content(), 120_000), 300_000);
                return;
            }
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-299999/300000");
            exchange.sendResponseHeaders(206, 300_000 - from);
            exchange.getResponseBody().write(fixture.content(), from, 300_000 - from);
        });

        fixture.pull(uri);

        assertThat(fixture.heard(PullEvent.Retrying.class)).hasSize(1);
        assertThat(server.ranges()).hasSize(2);
        assertThat(fixture.modelFile()).hasBinaryContent(fixture.content());
    }

    @Test
    void pull_bodyAlwaysEndsEarly_failsAndKeepsTheBeginning() {
        URI uri = server.at("/model", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(fixture.content(), 0, 50_000);
        });

        assertThatThrownBy(() -> fixture.pull(uri)).hasMessageContaining("ended after 50000 of 300000 bytes");

        assertThat(fixture.modelFile()).doesNotExist();
        assertThat(fixture.part()).hasSize(50_000);
    }

    @Test
    void pull_endlessBody_cutOffAtTheExpectedLength() {
        URI uri = server.at("/model", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(fixture.content());
            }
        });

        assertRefused(uri, "more than the expected 300000 bytes");
    }

    @Test
    void pull_anotherLengthDeclared_refusedUnread() {
        URI uri = server.at("/model", exchange -> FileServer.begin(exchange, new byte[10], 5_000_000_000L));

        assertRefused(uri, "5000000000 bytes where 300000 are expected");
    }

    @Test
    void pull_serverStalls_nextSourceGetsTheRest() {
        URI silent = server.at("/silent", exchange -> {
            FileServer.begin(exchange, Arrays.copyOf(fixture.content(), 90_000), 300_000);
            server.hang();
        });

        fixture.pull(silent, server.serving("/model", fixture.content()));

        assertThat(fixture.heard(PullEvent.SourceFailed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.reason()).contains("stalled"));
        assertThat(server.ranges()).last().isEqualTo("bytes=90000-");
        assertThat(fixture.modelFile()).hasBinaryContent(fixture.content());
    }

    @Test
    void pull_serverNeverAnswers_unreachable() {
        URI uri = server.at("/model", exchange -> server.hang());

        assertFails(uri, Reason.UNREACHABLE, "stalled");
    }

    @Test
    void pull_nobodyListens_unreachable() {
        URI uri = server.uri("/model");
        server.close();

        assertFails(uri, Reason.UNREACHABLE, "refused");
    }

    @Test
    void pull_notFound_unreachableWithStatus() {
        assertFails(server.uri("/nothing-here"), Reason.UNREACHABLE, "answers 404");
    }

    @Test
    void pull_redirectOnTheSameMachine_followed() {
        server.serving("/model", fixture.content());
        URI moved = redirecting("/moved", "/model");

        fixture.pull(moved);

        assertThat(fixture.modelFile()).hasBinaryContent(fixture.content());
    }

    @Test
    void pull_redirectLoop_refused() {
        assertRefused(redirecting("/loop", "/loop"), "more than 5 redirects");
    }

    @Test
    void pull_redirectToPlainHttpElsewhere_refused() {
        assertRefused(redirecting("/away", "http://models.example/model.gguf"), "only https is fetched");
    }

    @Test
    void pull_redirectToAFile_refused() {
        assertRefused(redirecting("/file", "file:///etc/hostname"), "only https is fetched");
    }

    private URI redirecting(String path, String target) {
        return server.at(path, exchange -> {
            exchange.getResponseHeaders().set("Location", target);
            exchange.sendResponseHeaders(302, -1);
        });
    }

    private void assertRefused(URI uri, String reason) {
        assertFails(uri, Reason.REFUSED, reason);
    }

    private void assertFails(URI uri, Reason reason, String message) {
        assertThatThrownBy(() -> fixture.pull(uri))
                .hasMessageContaining(message)
                .asInstanceOf(type(ModelStoreException.class))
                .extracting(ModelStoreException::reason)
                .isEqualTo(reason);
        assertThat(fixture.modelFile()).doesNotExist();
    }
}
