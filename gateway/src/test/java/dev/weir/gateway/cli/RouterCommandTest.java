package dev.weir.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouterCommandTest {

    private final Path folder;

    RouterCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void writeWorld() throws IOException {
        Files.createDirectories(folder.resolve("world"));
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 160; i++) {
            lines.append(
                    """
                    {"id":"q%d","bench":"mmlu","domain":"%s","prompt":"%s number %d","weak":%d,"strong":1}
                    """.formatted(i, i % 2 == 0 ? "a" : "b", i % 2 == 0 ? "Prove claim" : "Greet guest", i, i % 2));
        }
        Files.writeString(folder.resolve("world/routellm.jsonl"), lines);
        Files.writeString(folder.resolve("in.jsonl"), """
                {"id":"hard","text":"Prove claim number 999"}
                {"id":"easy","text":"Greet guest number 999"}
                """);
    }

    @Test
    void trainThenScore_learnedWorld_hardAboveEasy() throws IOException {
        CommandRun trained =
                CommandRun.in(folder, "router", "train", "world", "--out", "made/my.model", "--no-embedding");
        CommandRun scored = CommandRun.in(
                folder, "router", "score", "in.jsonl", "out.jsonl", "--model", "made/my.model", "--no-embedding");

        assertThat(trained.exitCode()).as(trained.err()).isZero();
        assertThat(trained.out()).contains("APGR", "routellm mmlu");
        assertThat(scored.exitCode()).as(scored.err()).isZero();
        assertThat(Files.readString(folder.resolve("out.jsonl")).lines())
                .satisfiesExactly(
                        hard -> assertThat(hard).startsWith("{\"id\":\"hard\",\"score\":0.9"),
                        easy -> assertThat(easy).startsWith("{\"id\":\"easy\",\"score\":0.0"));
    }

    @Test
    void eval_world_figuresBesideLength() {
        CommandRun run = CommandRun.in(folder, "router", "eval", "world", "--no-embedding");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("Text alone", "APGR", "ECE", "LENGTH", "routellm mmlu");
    }

    @Test
    void score_modelThatComesWithWeir_textsScored() throws IOException {
        CommandRun run = CommandRun.in(folder, "router", "score", "in.jsonl", "out.jsonl");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readString(folder.resolve("out.jsonl")).lines()).hasSize(2);
    }

    @Test
    void score_fileThatIsNoModel_refused() throws IOException {
        Files.writeString(folder.resolve("no.model"), "hello");

        CommandRun run = CommandRun.in(folder, "router", "score", "in.jsonl", "out.jsonl", "--model", "no.model");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("no difficulty model", "weir router train");
    }
}
