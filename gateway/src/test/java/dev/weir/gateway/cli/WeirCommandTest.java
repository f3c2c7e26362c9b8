package dev.weir.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeirCommandTest {

    private final Path folder;

    WeirCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void run_nothingAsked_helpOnStdout() {
        CommandRun run = CommandRun.in(folder);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("up", "down", "status", "key", "models");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void run_misspeltCommand_nearestNamedAndUsageCode() {
        CommandRun run = CommandRun.in(folder, "modles");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("Did you mean: weir models?");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void run_unknownOption_usageCode() {
        CommandRun run = CommandRun.in(folder, "up", "--prot", "1");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("'--prot'").doesNotContain("Exception");
    }

    @Test
    void key_fileThere_keyAloneOnStdout() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/bootstrap.key"), "weir-made-up\n");

        CommandRun run = CommandRun.in(folder, "key");

        assertThat(run).isEqualTo(new CommandRun(ExitCode.OK, "weir-made-up" + System.lineSeparator(), ""));
    }

    @Test
    void key_otherDataFolderNamed_itsKeyPrinted() throws IOException {
        Files.createDirectories(folder.resolve("other"));
        Files.writeString(folder.resolve("other/bootstrap.key"), "weir-other");

        assertThat(CommandRun.in(folder, "key", "--data-dir", "other").out().strip())
                .isEqualTo("weir-other");
    }

    @Test
    void key_noneYet_failsAndSaysHowToGetOne() {
        CommandRun run = CommandRun.in(folder, "key");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("no key yet", "weir up");
    }

    @Test
    void models_list_tableAndJsonAgree() {
        assertThat(CommandRun.in(folder, "models", "list").out())
                .contains("MODEL", "smollm2-135m-instruct", "not pulled", "98.4 MB");
        assertThat(CommandRun.in(folder, "models", "ls", "-o", "json").out())
                .contains("\"id\" : \"smollm2-135m-instruct\"", "\"state\" : \"not pulled\"");
    }

    @Test
    void models_unknownModel_failsWithTheKnownOnes() {
        CommandRun run = CommandRun.in(folder, "models", "show", "gpt-5");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("no model `gpt-5`", "`smollm2-135m-instruct`");
    }

    @Test
    void models_verifyWithoutTheModel_fails() {
        CommandRun run = CommandRun.in(folder, "models", "verify");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("not pulled", "weir models pull smollm2-135m-instruct");
    }

    @Test
    void models_verifyDamagedFile_fails() throws IOException {
        Path model = folder.resolve(".cache/weir/models/smollm2-135m-instruct/b179c9523d0e");
        Files.createDirectories(model);
        Files.writeString(model.resolve("model.gguf"), "no model");

        CommandRun run = CommandRun.in(folder, "models", "verify");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("damaged: 8 bytes where 98362432 are expected");
        assertThat(CommandRun.in(folder, "models", "rm", "smollm2-135m-instruct")
                        .exitCode())
                .isZero();
        assertThat(model).doesNotExist();
    }

    @Test
    void models_pullFromForbiddenAddress_usageCode() {
        CommandRun run = CommandRun.in(folder, "models", "pull", "--from", "http://mirror.example/model.gguf");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("only https is fetched");
    }
}
