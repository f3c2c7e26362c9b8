package dev.weir.gateway.capture;

import static dev.weir.gateway.capture.CaptureTestContext.LOG_REFUSES;
import static dev.weir.gateway.capture.CaptureTestContext.MASTER;
import static dev.weir.gateway.capture.CaptureTestContext.OTHER_MASTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.auditlog.verify.Finding;
import dev.weir.gateway.audit.AuditUnavailableException;
import dev.weir.gateway.audit.LogArchive;
import dev.weir.gateway.capture.ContentReveal.Standing;
import dev.weir.gateway.policy.Sha256;
import dev.weir.policy.Capture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What captured content promises, whatever database it is in. */
abstract class CapturedContentContract {

    private static final String SAID = "{\"messages\":[{\"content\":\"meet me at the old weir\"}]}";

    @TempDir
    private Path folder = Path.of("unset");

    private List<String> database = List.of();
    private Optional<CaptureTestContext> opened = Optional.empty();

    /** Settings of a database of its own; each call gives another one. */
    abstract List<String> settings();

    @BeforeEach
    void prepare() {
        database = settings();
    }

    @AfterEach
    void close() {
        LOG_REFUSES.set(false);
        opened.ifPresent(CaptureTestContext::close);
    }

    private CaptureTestContext open(String... more) {
        return open(Optional.of(MASTER), more);
    }

    private CaptureTestContext open(Optional<String> master, String... more) {
        opened.ifPresent(CaptureTestContext::close);
        opened = Optional.empty();
        List<String> all = Stream.concat(database.stream(), Stream.of(more)).toList();
        CaptureTestContext context = CaptureTestContext.open(folder, master, all);
        opened = Optional.of(context);
        return context;
    }

    private static CaptureTestContext keeping(CaptureTestContext context) {
        context.keep("dec_1", Part.REQUEST, Capture.ENCRYPTED, "anna", SAID);
        context.keep("dec_1", Part.ANSWER, Capture.ENCRYPTED, "anna", "{\"choices\":[]}");
        context.settle();
        return context;
    }

    @Test
    void reveal_encrypted_shownAndOnRecordBefore() {
        CaptureTestContext context = keeping(open());

        List<ContentReveal.Shown> shown = context.reveal("dec_1");

        assertThat(shown)
                .extracting(ContentReveal.Shown::content)
                .containsExactly(Optional.of(SAID), Optional.of("{\"choices\":[]}"));
        assertThat(context.entries("reveal")).singleElement().satisfies(entry -> {
            assertThat(entry.path("body").path("key").asString()).isEqualTo("key-dpo");
            assertThat(entry.path("body").path("decision").asString()).isEqualTo("dec_1");
            assertThat(entry.path("body").path("noteLength").asInt()).isEqualTo("incident 221".length());
            assertThat(entry.toString()).doesNotContain("incident");
        });
        assertThat(context.entries("capture"))
                .extracting(entry -> entry.path("body").path("part").asString())
                .containsExactly("request", "answer");
        assertThat(context.entries("capture"))
                .allSatisfy(
                        entry -> assertThat(entry.path("body").path("subject").asString())
                                .isEqualTo(context.subject("anna")));
    }

    @Test
    void reveal_afterARestart_andOfMoreThanAMebibyte_theSame() {
        String much = "x".repeat(3 << 20);
        open().keep("dec_much", Part.REQUEST, Capture.ENCRYPTED, "anna", much);
        opened.orElseThrow().settle();

        assertThat(open().reveal("dec_much").getFirst().content()).contains(much);
    }

    @Test
    void reveal_logRefuses_nothingShown() {
        CaptureTestContext context = keeping(open());
        LOG_REFUSES.set(true);

        assertThatThrownBy(() -> context.reveal("dec_1")).isInstanceOf(AuditUnavailableException.class);
    }

    @Test
    void reveal_withoutAReason_refused() {
        CaptureTestContext context = keeping(open());

        assertThatThrownBy(() -> context.bean(ContentReveal.class).reveal("key-dpo", "dec_1", " "))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(context.entries("reveal")).isEmpty();
    }

    @Test
    void keep_encrypted_nothingInPlainFormOnDisk() throws IOException {
        CaptureTestContext context = keeping(open());
        context.keep("dec_2", Part.REQUEST, Capture.MASKED, "anna", SAID);
        context.settle();
        context.database().execute("select count(*) from captured_piece");

        for (byte[] stored :
                context.database().query("select bytes from captured_piece", (row, _) -> row.getBytes(1))) {
            assertThat(new String(stored, StandardCharsets.UTF_8)).doesNotContain("weir");
        }
        close();
        opened = Optional.empty();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                        .as(file.toString())
                        .doesNotContain("meet me at the old weir");
            }
        }
    }

    @Test
    void keep_maskedWithoutMasterKey_storedAndShown_itsHashSaysNothing() {
        CaptureTestContext context = open(Optional.empty());
        context.keep("dec_1", Part.REQUEST, Capture.MASKED, "anna", SAID);
        context.keep("dec_2", Part.REQUEST, Capture.MASKED, "anna", SAID);
        context.settle();

        assertThat(context.reveal("dec_1").getFirst().content()).contains(SAID);
        List<String> hashes = context.entries("capture").stream()
                .map(entry -> entry.path("body").path("sha256").asString())
                .toList();
        assertThat(hashes)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .doesNotContain(Sha256.of(SAID.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void keep_encryptedWithoutMasterKey_lostNotStoredInPlainForm() {
        CaptureTestContext context = open(Optional.empty());
        keeping(context);

        assertThat(context.reveal("dec_1")).isEmpty();
        assertThat(context.lost("no_master_key")).isEqualTo(2);
        assertThat(context.entries("capture"))
                .extracting(entry -> entry.path("body").path("lost").asString())
                .containsExactly("no_master_key", "no_master_key");
    }

    @Test
    void keep_logRefuses_takenAwayAgainAndCounted() {
        CaptureTestContext context = open();
        LOG_REFUSES.set(true);
        keeping(context);
        LOG_REFUSES.set(false);

        assertThat(context.lost("not_on_record")).isEqualTo(2);
        assertThat(count(context, "captured_content")).isZero();
        assertThat(count(context, "captured_piece")).isZero();
    }

    @Test
    void keep_whatCannotBeMasked_lostAndOnRecord() {
        CaptureTestContext context = open();
        context.bean(ContentStore.class)
                .keep(new Content("dec_1", Part.ANSWER, Capture.MASKED, context.subject("anna"), 1, Optional::empty));
        context.settle();

        assertThat(context.lost("not_masked")).isEqualTo(1);
        assertThat(context.entries("capture"))
                .extracting(entry -> entry.path("body").path("lost").asString())
                .containsExactly("not_masked");
    }

    @Test
    void keep_moreThanMayWait_lostAndOnRecord() {
        CaptureTestContext context = open("weir.audit.capture.waiting=1KB");
        context.keep("dec_1", Part.REQUEST, Capture.ENCRYPTED, "anna", "x".repeat(2_000));
        context.keep("dec_2", Part.REQUEST, Capture.ENCRYPTED, "anna", SAID);
        context.settle();

        assertThat(context.lost("too_much_waits")).isEqualTo(1);
        assertThat(context.standing("dec_2")).isEqualTo(Standing.SHOWN);
    }

    @Test
    void keep_storingFails_lostAndOnRecord() {
        CaptureTestContext context = open();
        context.database().execute("alter table captured_piece rename to elsewhere");
        keeping(context);

        assertThat(context.lost("not_stored")).isEqualTo(2);
        assertThat(context.entries("capture"))
                .extracting(entry -> entry.path("body").path("lost").asString())
                .containsExactly("not_stored", "not_stored");
    }

    @Test
    void reveal_tamperedCiphertext_changed() {
        CaptureTestContext context = keeping(open());
        byte[] stored = context.database()
                .query("select bytes from captured_piece order by content_number limit 1", (row, _) -> row.getBytes(1))
                .getFirst();
        stored[stored.length / 2] ^= 1;
        context.database()
                .update(
                        "update captured_piece set bytes = ? where content_number ="
                                + " (select content_number from captured_content where part = 'REQUEST')",
                        (Object) stored);

        assertThat(context.reveal("dec_1"))
                .extracting(ContentReveal.Shown::standing)
                .containsExactly(Standing.CHANGED, Standing.SHOWN);
        assertThat(context.bean(ContentCheck.class).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.code()).isEqualTo(Finding.Code.CONTENT_CHANGED));
    }

    @Test
    void reveal_contentOfAnotherDecisionPutInItsPlace_changed() {
        CaptureTestContext context = keeping(open());
        context.keep("dec_2", Part.REQUEST, Capture.ENCRYPTED, "anna", "{\"messages\":[]}");
        context.settle();
        context.database().update("update captured_content set decision_id = 'x' where decision_id = 'dec_1'");
        context.database().update("update captured_content set decision_id = 'dec_1' where decision_id = 'dec_2'");

        assertThat(context.standing("dec_1")).isEqualTo(Standing.CHANGED);
    }

    /** Even somebody who could write entries could not have one content open under another decision. */
    @Test
    void open_boundToDecisionPartAndMode() {
        CaptureTestContext context = keeping(open());
        CapturedContents contents = context.bean(CapturedContents.class);
        CapturedPart request = contents.of("dec_1").getFirst();
        byte[] stored = contents.stored(request);
        ContentSeal seal = context.bean(ContentSeal.class);

        assertThat(seal.open(request, stored)).contains(SAID);
        assertThat(seal.open(contents.of("dec_1").getLast(), stored)).isEmpty();
        assertThat(seal.open(of(request, "dec_2", Capture.ENCRYPTED), stored)).isEmpty();
        assertThat(seal.open(of(request, "dec_1", Capture.MASKED), stored)).isEmpty();
    }

    private static CapturedPart of(CapturedPart part, String decision, Capture mode) {
        return new CapturedPart(
                part.number(),
                decision,
                part.part(),
                mode,
                part.sealed(),
                part.subject(),
                part.capturedAt(),
                part.bytes(),
                part.state());
    }

    @Test
    void reveal_notOnRecord_notShown() {
        CaptureTestContext context = open();
        context.bean(CapturedContents.class)
                .insert(
                        new CapturedPart(
                                0,
                                "dec_9",
                                Part.REQUEST,
                                Capture.MASKED,
                                false,
                                context.subject("anna"),
                                java.time.Instant.now(),
                                20,
                                CapturedPart.State.KEPT),
                        new byte[20]);

        assertThat(context.standing("dec_9")).isEqualTo(Standing.NOT_ON_RECORD);
    }

    @Test
    void erase_person_keyAndContentGone_othersStay_logGreen() {
        CaptureTestContext context = keeping(open());
        context.keep("dec_2", Part.REQUEST, Capture.MASKED, "anna", SAID);
        context.keep("dec_3", Part.REQUEST, Capture.ENCRYPTED, "bao", SAID);
        context.settle();

        ContentErasure.Erased erased = context.bean(ContentErasure.class).erase("key-admin", "anna", "asked by letter");

        assertThat(erased).isEqualTo(new ContentErasure.Erased(context.subject("anna"), 3, 1));
        assertThat(context.reveal("dec_1"))
                .extracting(ContentReveal.Shown::standing)
                .containsExactly(Standing.ERASED, Standing.ERASED);
        assertThat(context.standing("dec_2")).isEqualTo(Standing.ERASED);
        assertThat(context.standing("dec_3")).isEqualTo(Standing.SHOWN);
        assertThat(context.bean(LogArchive.class).verify(Optional.empty()).findings())
                .isEmpty();
        assertThat(context.bean(ContentCheck.class).findings()).isEmpty();
        JsonNode asked = context.entries("erase").getFirst();
        JsonNode done = context.entries("erased").getFirst();
        assertThat(asked.path("body").path("subject").asString()).isEqualTo(context.subject("anna"));
        assertThat(done.path("body").path("asked").asLong())
                .isEqualTo(asked.path("seq").asLong());
        assertThat(done.path("body").path("contents").asLong()).isEqualTo(3);
    }

    /** With the key the content is gone, whatever is left of it in the database. */
    @Test
    void erase_keyOverwrittenWhereItStands_evenWhenTheDatabaseIsPutBack() throws IOException {
        CaptureTestContext context = keeping(open());
        Path keys = folder.resolve("capture-keys");
        assertThat(slot(keys)).isNotEqualTo(new byte[128]);
        CapturedContents contents = context.bean(CapturedContents.class);
        CapturedPart part = contents.of("dec_1").getFirst();
        byte[] stored = contents.stored(part);
        long slot = contents.slot(part.subject()).orElseThrow();

        context.bean(ContentErasure.class).erase("key-admin", "anna", "asked by letter");

        assertThat(slot(keys)).isEqualTo(new byte[128]);
        contents.place(part.subject(), slot);
        assertThat(context.bean(ContentSeal.class).open(part, stored)).isEmpty();
    }

    private static byte[] slot(Path keys) throws IOException {
        byte[] all = Files.readAllBytes(keys);
        return java.util.Arrays.copyOfRange(all, 64, 64 + 128);
    }

    @Test
    void erase_logRefuses_nothingDestroyed() {
        CaptureTestContext context = keeping(open());
        LOG_REFUSES.set(true);

        assertThatThrownBy(() -> context.bean(ContentErasure.class).erase("key-admin", "anna", "asked by letter"))
                .isInstanceOf(AuditUnavailableException.class);
        LOG_REFUSES.set(false);
        assertThat(context.standing("dec_1")).isEqualTo(Standing.SHOWN);
    }

    @Test
    void keep_afterAnErasure_underANewKey() {
        CaptureTestContext context = keeping(open());
        context.bean(ContentErasure.class).erase("key-admin", "anna", "asked by letter");
        context.keep("dec_2", Part.REQUEST, Capture.ENCRYPTED, "anna", SAID);
        context.settle();

        assertThat(context.standing("dec_2")).isEqualTo(Standing.SHOWN);
        assertThat(context.standing("dec_1")).isEqualTo(Standing.ERASED);
    }

    @Test
    void expire_olderThanItMayBe_goneWithItsKey_inSmallBatches() {
        CaptureTestContext context = open("weir.audit.capture.keep=1d");
        for (int i = 0; i < 250; i++) {
            context.keep("dec_" + i, Part.REQUEST, Capture.ENCRYPTED, "anna", SAID);
        }
        context.keep("dec_new", Part.REQUEST, Capture.ENCRYPTED, "bao", SAID);
        context.settle();
        context.database()
                .update("update captured_content set captured_at = timestamp with time zone"
                        + " '2020-01-01 00:00:00+00' where decision_id <> 'dec_new'");

        context.bean(ContentThread.class).later(context.bean(ContentErasure.class)::expire);
        for (int i = 0; i < 10; i++) {
            context.settle();
        }

        assertThat(context.standing("dec_0")).isEqualTo(Standing.EXPIRED);
        assertThat(context.standing("dec_new")).isEqualTo(Standing.SHOWN);
        assertThat(count(context, "captured_piece")).isEqualTo(1);
        assertThat(context.bean(CapturedContents.class).slot(context.subject("anna")))
                .isEmpty();
        assertThat(context.entries("expired"))
                .extracting(entry -> entry.path("body").path("contents").asInt())
                .containsExactly(100, 100, 50);
    }

    @Test
    void start_otherMasterKey_refused() {
        keeping(open());

        assertThatThrownBy(() -> open(Optional.of(OTHER_MASTER)))
                .hasStackTraceContaining("The master key isn't the one that captured content is encrypted under.");
        assertThat(open().standing("dec_1")).isEqualTo(Standing.SHOWN);
    }

    @Test
    void start_masterKeyGone_contentStaysClosed() {
        keeping(open());

        assertThat(open(Optional.empty()).standing("dec_1")).isEqualTo(Standing.NO_KEY);
    }

    private static int count(CaptureTestContext context, String table) {
        return context.database()
                .query("select count(*) from " + table, (row, _) -> row.getInt(1))
                .getFirst();
    }
}
