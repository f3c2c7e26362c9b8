package dev.weir.gateway.policy;

import static dev.weir.gateway.policy.PolicyTestContext.CLOSED;
import static dev.weir.gateway.policy.PolicyTestContext.OPEN;
import static dev.weir.gateway.policy.PolicyTestContext.policy;
import static dev.weir.gateway.policy.PolicyTestContext.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.audit.AuditUnavailableException;
import dev.weir.gateway.audit.RefusingDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoliciesTest {

    private static final String BAD = policy("bad", "defualt: local_only\nrules: 7\n");

    @TempDir
    Path directory;

    @Test
    void start_emptyFolder_shippedDefaultIsNumberOne() {
        try (PolicyTestContext context = PolicyTestContext.open(directory)) {
            assertThat(context.inForce()).isEqualTo("default@1");
            assertThat(context.policies().standing().last().owner()).isEqualTo(Activation.Owner.SHIPPED);
        }
    }

    @Test
    void start_nameOfNoShippedPolicy_refusedWithTheNamesThereAre() {
        assertThatThrownBy(() -> PolicyTestContext.open(directory, "weir.policy.name=strict-lokal"))
                .rootCause()
                .isInstanceOf(PolicyRefusedException.class)
                .hasMessageContaining("`weir.policy.name` is `strict-lokal`")
                .hasMessageContaining("did you mean `strict-local`?")
                .hasMessageContaining("there are: cost-saver, default, finance, gdpr, hipaa, strict-local");
    }

    @Test
    void start_nameAndFile_refused() {
        write(directory, OPEN);

        assertThatThrownBy(() -> PolicyTestContext.open(directory, "weir.policy.name=strict-local"))
                .rootCause()
                .isInstanceOf(PolicyRefusedException.class)
                .hasMessageContaining("policy.yaml")
                .hasMessageContaining("take the setting out or move the file away");
    }

    @Test
    void start_name_decides_andAFileThatComesLaterWaits() {
        try (PolicyTestContext context = PolicyTestContext.open(directory, "weir.policy.name=strict-local")) {
            write(directory, OPEN);
            context.policies().check();

            assertThat(context.inForce()).isEqualTo("strict-local@1");
            assertThat(context.policies().standing().file().state()).isEqualTo(FileReport.State.HELD);
        }
    }

    @Test
    void start_badFile_refusedWithEveryProblem() {
        write(directory, BAD);

        assertThatThrownBy(() -> PolicyTestContext.open(directory))
                .rootCause()
                .isInstanceOf(PolicyRefusedException.class)
                .hasMessageContaining("policy.yaml:4:1: error WEIR-POL-020")
                .hasMessageContaining("policy.yaml:5:8: error WEIR-POL-023");
    }

    @Test
    void start_fileNamedBySetting_decides_andIsNotDoneWithout() throws IOException {
        Path elsewhere = Files.writeString(directory.resolve("elsewhere.yaml"), CLOSED);

        try (PolicyTestContext context = PolicyTestContext.open(directory, "weir.policy.file=" + elsewhere)) {
            assertThat(context.inForce()).isEqualTo("closed@1");
        }
        Files.delete(elsewhere);
        assertThatThrownBy(() -> PolicyTestContext.open(directory, "weir.policy.file=" + elsewhere))
                .rootCause()
                .isInstanceOf(PolicyRefusedException.class)
                .hasMessageContaining("elsewhere.yaml: the file is not there");
    }

    @Test
    void numbers_countTexts_andSurviveRestarts() {
        try (PolicyTestContext context = PolicyTestContext.open(directory)) {
            write(directory, OPEN);
            context.policies().check();
            assertThat(context.inForce()).isEqualTo("open@2");
            write(directory, CLOSED);
            context.policies().check();
            assertThat(context.inForce()).isEqualTo("closed@3");
            write(directory, OPEN);
            context.policies().check();
            assertThat(context.inForce()).isEqualTo("open@2");
        }
        try (PolicyTestContext context = PolicyTestContext.open(directory)) {
            assertThat(context.inForce()).isEqualTo("open@2");
            write(directory, policy("next", "default: block\n"));
            context.policies().check();
            assertThat(context.inForce()).isEqualTo("next@4");
            PolicyVersions versions = context.bean(PolicyVersions.class);
            assertThat(versions.find(3).orElseThrow().text()).isEqualTo(CLOSED);
            assertThat(versions.page(Optional.of(4), 2))
                    .extracting(PolicyVersions.Listed::number)
                    .containsExactly(3, 2);
        }
    }

    @Test
    void check_badFile_oldOneDecidesAndEveryProblemIsTold() {
        write(directory, CLOSED);
        try (PolicyTestContext context = PolicyTestContext.open(directory)) {
            write(directory, BAD);
            context.policies().check();

            assertThat(context.inForce()).isEqualTo("closed@1");
            FileReport report = context.policies().standing().file();
            assertThat(report.state()).isEqualTo(FileReport.State.REJECTED);
            assertThat(report.problems()).extracting(Complaint::code).contains("WEIR-POL-020", "WEIR-POL-023");

            write(directory, OPEN);
            context.policies().check();
            assertThat(context.inForce()).isEqualTo("open@2");
            assertThat(context.policies().standing().file().state()).isEqualTo(FileReport.State.IN_FORCE);
        }
    }

    @Test
    void check_policyThatCannotBeKept_isRefusedLikeABadOne() {
        write(directory, CLOSED);
        try (PolicyTestContext context = PolicyTestContext.open(directory)) {
            write(directory, OPEN + "detection:\n  dictionaries: [{entity: codename, file: words.txt}]\n");
            context.policies().check();

            assertThat(context.inForce()).isEqualTo("closed@1");
            assertThat(context.policies().standing().file().problems())
                    .first()
                    .satisfies(problem ->
                            assertThat(problem.message()).contains("the dictionary `words.txt` can't be used"));
        }
    }

    private static final String WORDS = PolicyTestContext.policy("words", """
            default: {cloud: as_is}
            detection: {dictionaries: [{entity: codename, file: words/names.txt}]}
            rules: [{id: names-stay, when: "findings.has('codename')", effect: local_only}]
            """);

    private void words(String terms) throws IOException {
        Files.createDirectories(directory.resolve("words"));
        Files.writeString(directory.resolve("words/names.txt"), terms);
    }

    private static int found(PolicyTestContext context, String text) {
        return context.policies()
                .current()
                .get()
                .inspector()
                .inspect(text)
                .findings()
                .size();
    }

    @Test
    void check_dictionaryChanged_newTermsAreFoundUnderTheSameVersion() throws IOException {
        words("osprey\n");
        write(directory, WORDS);
        try (PolicyTestContext context = PolicyTestContext.open(directory)) {
            assertThat(found(context, "about Osprey and falcon")).isEqualTo(1);
            assertThat(found(context, "about falcon")).isZero();

            words("osprey\r\nFalcon\r\n\r\n");
            context.policies().check();

            assertThat(found(context, "about falcon")).isEqualTo(1);
            assertThat(context.inForce()).isEqualTo("words@1");
        }
    }

    @Test
    void check_dictionaryGone_oldTermsAreStillFoundAndTheProblemIsTold() throws IOException {
        words("osprey\n");
        write(directory, WORDS);
        try (PolicyTestContext context = PolicyTestContext.open(directory)) {
            Files.delete(directory.resolve("words/names.txt"));
            context.policies().check();

            assertThat(found(context, "about osprey")).isEqualTo(1);
            FileReport report = context.policies().standing().file();
            assertThat(report.state()).isEqualTo(FileReport.State.REJECTED);
            Complaint problem = report.problems().getFirst();
            assertThat(problem.message()).contains("words/names.txt", "can't be read");
            assertThat(problem.code()).isEqualTo("WEIR-POL-052");
            assertThat(WORDS.lines().toList().get(problem.line() - 1)).contains("words/names.txt");

            words("osprey\nkestrel\n");
            context.policies().check();
            assertThat(found(context, "about kestrel")).isEqualTo(1);
        }
    }

    @Test
    void start_dictionaryMissing_refused() {
        write(directory, WORDS);

        assertThatThrownBy(() -> PolicyTestContext.open(directory).close())
                .hasStackTraceContaining("the dictionary `words/names.txt` can't be used");
    }

    @Test
    void check_fileDeleted_keepsThePolicyAndSaysSo() throws IOException {
        Path file = write(directory, CLOSED);
        try (PolicyTestContext context = PolicyTestContext.open(directory)) {
            Files.delete(file);
            context.policies().check();

            assertThat(context.inForce()).isEqualTo("closed@1");
            assertThat(context.policies().standing().file().state()).isEqualTo(FileReport.State.MISSING);
            assertThat(context.policies().reload("key", "")).isInstanceOf(Change.NoFile.class);
        }
    }

    @Test
    void start_fileDeletedMeanwhile_whatItSaidLastDecides() throws IOException {
        Path file = write(directory, CLOSED);
        PolicyTestContext.open(directory).close();
        Files.delete(file);

        try (PolicyTestContext context = PolicyTestContext.open(directory)) {
            assertThat(context.inForce()).isEqualTo("closed@1");
            assertThat(context.policies().standing().file().state()).isEqualTo(FileReport.State.MISSING);
        }
    }

    @Test
    void put_fileIsOwner_refused_untilItIsGone() throws IOException {
        Path file = write(directory, CLOSED);
        try (PolicyTestContext context = PolicyTestContext.open(directory)) {
            assertThat(context.policies().put(bytes(OPEN), "key", "")).isInstanceOf(Change.OwnedElsewhere.class);
            Files.delete(file);
            assertThat(context.policies().put(bytes(OPEN), "key-7", "moved into the API"))
                    .isInstanceOf(Change.Done.class);
            assertThat(context.inForce()).isEqualTo("open@2");
        }
        try (PolicyTestContext context = PolicyTestContext.open(directory)) {
            assertThat(context.inForce()).isEqualTo("open@2");
            assertThat(context.policies().standing().last().owner()).isEqualTo(Activation.Owner.API);
            assertThat(context.bean(PolicyVersions.class).changes(Optional.empty(), 10))
                    .extracting(change -> change.activation().origin() + " "
                            + change.activation().keyId() + " "
                            + change.activation().note())
                    .containsExactly("START  ", "API key-7 moved into the API", "START  ");
        }
    }

    @Test
    void put_badText_refusedWithoutEffect() {
        try (PolicyTestContext context = PolicyTestContext.open(directory)) {
            assertThat(context.policies().put(bytes(BAD), "key", ""))
                    .isInstanceOfSatisfying(
                            Change.Refused.class,
                            refused -> assertThat(refused.problems()).hasSizeGreaterThan(1));
            assertThat(context.inForce()).isEqualTo("default@1");
        }
    }

    @Test
    void rollBack_fileIsOwner_pins_alsoOverRestarts_untilUnpinned() {
        write(directory, CLOSED);
        try (PolicyTestContext context = PolicyTestContext.open(directory)) {
            write(directory, OPEN);
            context.policies().check();
            assertThat(context.policies().rollBack(1, "key", "too open")).isInstanceOf(Change.Done.class);

            assertThat(context.inForce()).isEqualTo("closed@1");
            assertThat(context.policies().standing().file().state()).isEqualTo(FileReport.State.HELD);
            write(directory, policy("next", "default: block\n"));
            context.policies().check();
            context.policies().reload("key", "");
            assertThat(context.inForce()).isEqualTo("closed@1");
        }
        try (PolicyTestContext context = PolicyTestContext.open(directory)) {
            assertThat(context.inForce()).isEqualTo("closed@1");
            assertThat(context.policies().standing().isPinned()).isTrue();
            context.policies().check();
            assertThat(context.policies().standing().file().state()).isEqualTo(FileReport.State.HELD);

            assertThat(context.policies().unpin("key", "")).isInstanceOf(Change.Done.class);
            assertThat(context.inForce()).isEqualTo("next@3");
            assertThat(context.policies().unpin("key", "")).isInstanceOf(Change.NotPinned.class);
        }
    }

    @Test
    void unpin_fileIsBad_pinnedVersionStaysUntilItIsMended() {
        write(directory, CLOSED);
        try (PolicyTestContext context = PolicyTestContext.open(directory)) {
            context.policies().rollBack(1, "key", "");
            write(directory, BAD);
            context.policies().check();
            context.policies().unpin("key", "");
            assertThat(context.inForce()).isEqualTo("closed@1");
            assertThat(context.policies().standing().file().state()).isEqualTo(FileReport.State.REJECTED);

            write(directory, OPEN);
            context.policies().check();
            assertThat(context.inForce()).isEqualTo("open@2");
        }
    }

    @Test
    void rollBack_unknownNumber_noSuchVersion() {
        try (PolicyTestContext context = PolicyTestContext.open(directory)) {
            assertThat(context.policies().rollBack(2, "key", "")).isInstanceOf(Change.NoSuchVersion.class);
        }
    }

    @Test
    void pin_keepsWhatIsInForce_alsoWithoutAFile() {
        try (PolicyTestContext context = PolicyTestContext.open(directory)) {
            context.policies().put(bytes(CLOSED), "key", "");
            context.policies().pin("key", "");
            write(directory, OPEN);
            context.policies().check();
            assertThat(context.inForce()).isEqualTo("closed@2");
        }
        try (PolicyTestContext context = PolicyTestContext.open(directory)) {
            assertThat(context.inForce()).isEqualTo("closed@2");
            context.policies().unpin("key", "");
            assertThat(context.inForce()).isEqualTo("open@3");
        }
    }

    @Test
    void unpin_noFile_theApiStillDecides() {
        try (PolicyTestContext context = PolicyTestContext.open(directory)) {
            context.policies().put(bytes(CLOSED), "key", "");
            context.policies().pin("key", "");
            context.policies().unpin("key", "");

            assertThat(context.inForce()).isEqualTo("closed@2");
            assertThat(context.policies().put(bytes(OPEN), "key", "")).isInstanceOf(Change.Done.class);
        }
    }

    @Test
    void diskRefuses_nothingChanges_andTheCallerIsTold() {
        write(directory, CLOSED);
        try (PolicyTestContext context = PolicyTestContext.open(directory, RefusingDisk.database(directory))) {
            write(directory, OPEN);
            RefusingDisk.refuse(true);

            context.policies().check();
            assertThat(context.inForce()).isEqualTo("closed@1");
            assertThat(context.policies().standing().file().state()).isEqualTo(FileReport.State.NOT_RECORDED);
            assertThatThrownBy(() -> context.policies().reload("key", ""))
                    .isInstanceOf(AuditUnavailableException.class);
            assertThat(context.inForce()).isEqualTo("closed@1");

            RefusingDisk.refuse(false);
            context.policies().check();
            assertThat(context.inForce()).isEqualTo("open@2");
        } finally {
            RefusingDisk.refuse(false);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
