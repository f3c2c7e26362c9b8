package dev.weir.router.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.router.signal.PromptText.Turn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Measures the heuristic on the development part of the routing data, which is not in this repository:
 * {@code mvn -pl router -am test -Dtest=DifficultyOnRoutingDataTest -Dweir.routing.data=FOLDER}. Prints the area under
 * the ROC curve beside that of prompt length, which it must beat.
 */
@EnabledIfSystemProperty(named = "weir.routing.data", matches = ".+")
class DifficultyOnRoutingDataTest {
    /** Labels whose lane follows from privacy, images or commands and not from difficulty. */
    private static final Set<String> NOT_ABOUT_DIFFICULTY = Set.of(
            "image",
            "image_negative",
            "slash_override",
            "local_privacy_policy",
            "local_security_containment",
            "secret_leak",
            "phi_acronym_only",
            "phi_explicit",
            "phi_medical_explicit",
            "feedback_default",
            "feedback_need_clarification");

    private static final DifficultyHeuristic HEURISTIC = new DifficultyHeuristic();
    private static final List<JsonNode> ROWS = new ArrayList<>();

    private record Labelled(String prompt, boolean hard) {}

    private record Scored(double score, boolean hard) {}

    @BeforeAll
    static void read() throws IOException {
        Path file = Path.of(System.getProperty("weir.routing.data", ""), "prompts.dev.jsonl.gz");
        ObjectMapper mapper = new ObjectMapper();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            reader.lines().map(mapper::readTree).forEach(ROWS::add);
        }
    }

    @Test
    void difficulty_hardAgainstSimpleIntents_beatsLength() {
        assertBeatsLength("arena-hard against clinc150", against("clinc150"));
    }

    @Test
    void difficulty_hardAgainstEverydayInstructions_beatsLength() {
        assertBeatsLength("arena-hard against self-instruct", against("self-instruct"));
    }

    @Test
    void difficulty_lanes_beatsLength() {
        List<Labelled> rows = ROWS.stream()
                .filter(row -> !row.path("lane").asString("").isEmpty())
                .filter(row -> !NOT_ABOUT_DIFFICULTY.contains(row.path("label").asString()))
                .map(row -> new Labelled(
                        row.path("prompt").asString(),
                        row.path("lane").asString().equals("cloud")))
                .toList();

        assertBeatsLength("lanes local, cloud", rows);
    }

    private static List<Labelled> against(String easy) {
        return ROWS.stream()
                .filter(row ->
                        source(row).startsWith("arena-hard") || source(row).startsWith(easy))
                .map(row ->
                        new Labelled(row.path("prompt").asString(), source(row).startsWith("arena-hard")))
                .toList();
    }

    private static String source(JsonNode row) {
        return row.path("source").asString();
    }

    private static void assertBeatsLength(String name, List<Labelled> rows) {
        double heuristic = auroc(rows, DifficultyOnRoutingDataTest::score);
        double length = auroc(rows, String::length);
        System.out.printf("%-34s n=%d AUROC %.3f, prompt length %.3f%n", name, rows.size(), heuristic, length);

        assertThat(heuristic).isGreaterThan(length);
    }

    private static double score(String prompt) {
        return HEURISTIC
                .difficulty(new PromptText("", List.of(new Turn(true, prompt)), false, false))
                .score();
    }

    /** Mann-Whitney U over the number of pairs; ties count half. */
    private static double auroc(List<Labelled> rows, ToDoubleFunction<String> scorer) {
        List<Scored> sorted = rows.stream()
                .map(row -> new Scored(scorer.applyAsDouble(row.prompt()), row.hard()))
                .sorted(Comparator.comparingDouble(Scored::score))
                .toList();
        double hard = 0;
        double easy = 0;
        double wins = 0;
        for (int i = 0; i < sorted.size(); ) {
            int hardTied = 0;
            int easyTied = 0;
            int j = i;
            for (; j < sorted.size() && sorted.get(j).score() == sorted.get(i).score(); j++) {
                hardTied += sorted.get(j).hard() ? 1 : 0;
                easyTied += sorted.get(j).hard() ? 0 : 1;
            }
            wins += hardTied * (easy + easyTied / 2.0);
            hard += hardTied;
            easy += easyTied;
            i = j;
        }
        return wins / (hard * easy);
    }
}
