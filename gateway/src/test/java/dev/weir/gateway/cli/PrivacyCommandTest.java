package dev.weir.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivacyCommandTest {

    private final Path folder;

    PrivacyCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void writeTexts() throws IOException {
        Files.createDirectories(folder.resolve("corpus"));
        Files.writeString(folder.resolve("corpus/mail.jsonl"), """
                {"id":"1","source":"mail","text":"to ann@example.com","spans":[{"start":3,"end":18,"label":"EMAIL"}]}
                {"id":"2","source":"mail","text":"to nobody","spans":[{"start":3,"end":9,"label":"EMAIL"}]}
                """);
    }

    @Test
    void eval_folder_scoresOfEachCorpusAndLabel() {
        CommandRun run = CommandRun.in(folder, "privacy", "eval", "corpus");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "mail 2 2 | 100.0 50.0 66.7 55.6 | 100.0 50.0 66.7 | 28.6 50.0 50.0 100.0 | -",
                        " EMAIL 2 | 100.0 50.0 66.7 55.6 | 100.0 50.0 66.7 | 28.6");
    }

    @Test
    void detectThenEval_predictionsJudged_sameScoresAsDetecting() {
        CommandRun.in(folder, "privacy", "detect", "corpus/mail.jsonl", "found.jsonl");

        assertThat(CommandRun.in(folder, "privacy", "eval", "corpus", "--predictions", "found.jsonl"))
                .isEqualTo(CommandRun.in(folder, "privacy", "eval", "corpus"));
    }

    @Test
    void eval_packWithoutMail_nothingFound() {
        assertThat(CommandRun.in(folder, "privacy", "eval", "corpus", "--packs", "secrets", "--brief")
                        .out())
                .contains("100.0 100.0 100.0");
    }

    @Test
    void eval_wrongUse_saysWhatIsRight() {
        assertThat(CommandRun.in(folder, "privacy", "eval", "corpus", "--packs", "sekrets")
                        .err())
                .contains("sekrets", "secrets");
        assertThat(CommandRun.in(folder, "privacy", "eval", "corpus", "--iou", "2")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(CommandRun.in(folder, "privacy", "eval", "nowhere").err()).contains("can't read nowhere");
    }
}
