package dev.weir.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AuditStartTest {

    @Test
    void open_fileIsGarbage_oneClearMessage(@TempDir Path directory, CapturedOutput output) throws IOException {
        Files.writeString(directory.resolve("weir-audit.mv.db"), "no database at all ".repeat(2_000));

        assertThatThrownBy(() -> AuditTestContext.open(directory)).hasRootCauseInstanceOf(Exception.class);

        assertThat(output).contains("The decision log is damaged").contains("Restore the file from a backup");
        assertThat(output).doesNotContain("\tat ");
    }

    @Test
    void open_fileIsEmpty_refusedInsteadOfStartingANewLog(@TempDir Path directory, CapturedOutput output)
            throws IOException {
        Files.createFile(directory.resolve("weir-audit.mv.db"));

        assertThatThrownBy(() -> AuditTestContext.open(directory)).hasStackTraceContaining("AuditStartException");

        assertThat(output).contains("The decision log is damaged");
    }

    @Test
    void open_usedByAnother_saysSo(@TempDir Path directory) throws Exception {
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DurableAppendTest.Appender.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var lines = other.inputReader()) {
            assertThat(lines.readLine()).isNotNull();

            assertThatThrownBy(() -> AuditTestContext.open(directory))
                    .hasStackTraceContaining("in use by another process");
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void open_directoryIsAFile_saysSo(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("taken"), "x", StandardCharsets.UTF_8);

        assertThatThrownBy(() -> AuditTestContext.open(file)).hasStackTraceContaining("can't be opened");
    }

    @Test
    void open_misspeltSetting_refused(@TempDir Path directory) {
        assertThatThrownBy(() -> AuditTestContext.open(directory, "weir.audit.conections=4"))
                .hasStackTraceContaining("conections");
    }

    @Test
    void open_again_keepsTheEntries(@TempDir Path directory) {
        try (AuditTestContext first = AuditTestContext.open(directory)) {
            first.log().append(SampleDecisions.easy("dec_kept", 1));
        }
        try (AuditTestContext second = AuditTestContext.open(directory)) {
            assertThat(second.log().find("dec_kept")).isPresent();
        }
    }

    @Test
    void printable_controlCharactersAndLength_madeFit() {
        assertThat(ClientText.printable("a\u0000b\nc", 10)).isEqualTo("a?b?c");
        assertThat(ClientText.printable("abcdef", 3)).isEqualTo("abc");
    }
}
