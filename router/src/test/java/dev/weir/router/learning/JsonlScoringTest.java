package dev.weir.router.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.router.model.DifficultyEstimator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class JsonlScoringTest {

    private final Path folder;

    JsonlScoringTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void run_texts_scoresInOrderUnderTheirIds() throws IOException {
        Path in = Files.writeString(folder.resolve("in.jsonl"), """
                {"id":"a","text":"say hello 0"}

                {"id":7,"text":"prove that 7 is prime"}
                """);
        Path out = folder.resolve("out.jsonl");

        int count = JsonlScoring.run(estimator(), in, out);

        List<JsonNode> scored = JsonLines.read(out);
        assertThat(count).isEqualTo(2);
        assertThat(scored.get(0).path("id").asString()).isEqualTo("a");
        assertThat(scored.get(1).path("id").isNumber()).isTrue();
        assertThat(scored.get(1).path("score").asDouble())
                .isBetween(0.0, 1.0)
                .isGreaterThan(scored.get(0).path("score").asDouble());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'id':2} | `text`",
                "{'text':'y'} | `id`",
                "{'id':null,'text':'y'} | `id`",
                "{'id':2,'text':3} | `text`"
            })
    void run_lineThatLacksSomething_saysWhich(String line, String lacking) throws IOException {
        Path in = Files.writeString(
                folder.resolve("in.jsonl"), "{\"id\":1,\"text\":\"x\"}\n\n" + line.replace('\'', '"') + "\n");

        assertThatThrownBy(() -> JsonlScoring.run(estimator(), in, folder.resolve("out.jsonl")))
                .isInstanceOf(IOException.class)
                .hasMessage("line 3 of in.jsonl has no " + lacking);
    }

    @Test
    void run_strangeTexts_allGetAScore() throws IOException {
        List<String> texts = List.of(
                "",
                " ",
                "\u0000\ud800",
                "🜲".repeat(1000),
                "a".repeat(1 << 20),
                "prove ".repeat(200_000),
                "\u0301".repeat(5000));
        ObjectMapper mapper = new ObjectMapper();
        StringBuilder lines = new StringBuilder();
        for (String text : texts) {
            lines.append(mapper.writeValueAsString(Map.of("id", 1, "text", text)))
                    .append('\n');
        }
        Path in = folder.resolve("in.jsonl");
        Files.write(in, lines.toString().getBytes(StandardCharsets.UTF_8));

        int count = JsonlScoring.run(estimator(), in, folder.resolve("out.jsonl"));

        assertThat(count).isEqualTo(texts.size());
        assertThat(JsonLines.read(folder.resolve("out.jsonl")))
                .hasSize(texts.size())
                .allSatisfy(row -> assertThat(row.path("score").asDouble(-1)).isBetween(0.0, 1.0));
    }

    @Test
    void run_brokenLine_saysWhichButNotWhatItHolds() throws IOException {
        Path in = Files.writeString(folder.resolve("in.jsonl"), "{\"id\":1,\"text\":\"x\"}\n{\"text\": secret\n");

        assertThatThrownBy(() -> JsonlScoring.run(estimator(), in, folder.resolve("out.jsonl")))
                .hasMessage("line 2 of in.jsonl is no JSON");
    }

    /** Learned from forty questions, of which the small model fails on those that say "prove". */
    private DifficultyEstimator estimator() throws IOException {
        Path world = Files.createDirectories(folder.resolve("data"));
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 80; i++) {
            lines.append(("{\"id\":\"q%d\",\"bench\":\"mmlu\",\"domain\":\"%s\",\"prompt\":\"%s %d\",\"weak\":%d,"
                            + "\"strong\":1}%n")
                    .formatted(i, i % 2 == 0 ? "a" : "b", i % 2 == 0 ? "prove that" : "say hello", i, i % 2));
        }
        Files.writeString(world.resolve("routellm.jsonl"), lines);
        List<RoutingRow> rows = RoutingData.read(world);
        return new DifficultyEstimator(
                DifficultyTraining.train(Prepared.of(rows, Optional.empty(), _ -> {}), Optional.empty(), Map.of())
                        .model(),
                Optional.empty(),
                "some-model");
    }
}
