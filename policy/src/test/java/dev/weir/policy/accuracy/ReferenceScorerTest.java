package dev.weir.policy.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.policy.detection.RequestInspector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Our figures and those of the scorer that the labelled data comes with. Its figures for a small made-up corpus are kept
 * here; where the data is beside the repository, it is asked anew, also about what we find in real texts.
 */
class ReferenceScorerTest {

    private static final Path FIXTURE = Path.of("src/test/resources/dev/weir/policy/accuracy");
    private static final Path GOLD = FIXTURE.resolve("agreement.gold.jsonl");
    private static final Path PREDICTIONS = FIXTURE.resolve("agreement.predictions.jsonl");
    private static final Path DATA = Path.of("../../shared/data/pii");
    private static final Path SCORER = DATA.resolve("evaluate_pii.py");
    private static final Offset<Double> EXACT = within(1e-9);

    @TempDir
    Path folder;

    @Test
    void evaluate_madeUpCorpus_figuresThatAreOnRecord() throws IOException {
        JsonNode expected = JsonMapper.shared()
                .readTree(Files.readString(FIXTURE.resolve("agreement.expected.json"), StandardCharsets.UTF_8));

        assertAgrees(evaluate(Labels.Level.FINE, 0.5, GOLD, PREDICTIONS), expected);
    }

    @ParameterizedTest
    @EnumSource
    void evaluate_madeUpCorpus_agreesWithTheScorer(Labels.Level level) throws Exception {
        assumeTrue(Files.isReadable(SCORER), "the labelled data isn't here");

        for (double overlap : new double[] {0.3, 0.7}) {
            assertAgrees(evaluate(level, overlap, GOLD, PREDICTIONS), asked(level, overlap, GOLD, PREDICTIONS));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"country_packs", "obfuscated", "presidio_unit", "secrets_gitleaks", "secrets_negative"})
    void evaluate_whatWeFindInRealTexts_agreesWithTheScorer(String corpus) throws Exception {
        Path gold = DATA.resolve("spans/" + corpus + ".dev.jsonl.gz");
        assumeTrue(Files.isReadable(SCORER) && Files.isReadable(gold), "the labelled data isn't here");
        Path found = folder.resolve("found.jsonl");
        new JsonlDetection(RequestInspector.standard()).run(gold, found);

        assertAgrees(evaluate(Labels.Level.FINE, 0.5, gold, found), asked(Labels.Level.FINE, 0.5, gold, found));
    }

    private static AccuracyEvaluation.Report evaluate(Labels.Level level, double overlap, Path gold, Path predictions)
            throws IOException {
        return new AccuracyEvaluation(level, overlap)
                .evaluate(JsonlTexts.read(gold), JsonlTexts.readPredictions(predictions));
    }

    private JsonNode asked(Labels.Level level, double overlap, Path gold, Path predictions)
            throws IOException, InterruptedException {
        Path json = folder.resolve("scores.json");
        List<String> command = new ArrayList<>(List.of("python3", SCORER.toString(), "--by", "source", "--brief"));
        command.addAll(List.of("--level", level.name().toLowerCase(Locale.ROOT)));
        command.addAll(List.of("--iou", String.valueOf(overlap), "--json", json.toString()));
        command.addAll(List.of("--gold", gold.toString(), "--pred", predictions.toString()));
        Process scorer;
        try {
            scorer = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("scorer.log").toFile())
                    .start();
        } catch (IOException noPython) {
            assumeTrue(false, "python3 isn't here");
            throw noPython;
        }
        assertThat(scorer.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(scorer.exitValue()).isZero();
        return JsonMapper.shared().readTree(Files.readString(json, StandardCharsets.UTF_8));
    }

    private static void assertAgrees(AccuracyEvaluation.Report ours, JsonNode theirs) {
        assertThat(ours.invalidSpans()).isEqualTo(theirs.path("invalid_spans").asInt());
        assertAgrees(ours.total(), theirs.path("total"));
        assertThat(ours.byCorpus().keySet())
                .containsExactlyInAnyOrderElementsOf(theirs.path("by_source").propertyNames());
        ours.byCorpus()
                .forEach((source, scores) ->
                        assertAgrees(scores, theirs.path("by_source").path(source)));
    }

    private static void assertAgrees(Scores ours, JsonNode theirs) {
        assertThat(ours.texts()).isEqualTo(theirs.path("records").asInt());
        assertThat(ours.goldSpans()).isEqualTo(theirs.path("gold_spans").asInt());
        assertAgrees(ours.exact(), theirs.path("exact"));
        assertAgrees(ours.overlap(), theirs.path("overlap"));
        assertThat(ours.leak()).isCloseTo(theirs.path("leak_rate").asDouble(), EXACT);
        assertThat(ours.spanLeak()).isCloseTo(theirs.path("span_leak").asDouble(), EXACT);
        assertThat(ours.textLeak()).isCloseTo(theirs.path("doc_leak").asDouble(), EXACT);
        assertThat(ours.flagged().isPresent())
                .isEqualTo(theirs.path("negatives_flagged").isNumber());
        ours.flagged()
                .ifPresent(share -> assertThat(share)
                        .isCloseTo(theirs.path("negatives_flagged").asDouble(), EXACT));
        for (Map.Entry<String, Scores.LabelScores> label : ours.byLabel().entrySet()) {
            JsonNode other = theirs.path("per_label").path(label.getKey());
            assertAgrees(label.getValue().exact(), other.path("exact"));
            assertAgrees(label.getValue().overlap(), other.path("overlap"));
        }
        assertThat(ours.byLabel().keySet())
                .containsExactlyInAnyOrderElementsOf(theirs.path("per_label").propertyNames());
    }

    private static void assertAgrees(Counts ours, JsonNode theirs) {
        assertThat(ours)
                .isEqualTo(new Counts(
                        theirs.path("tp").asInt(),
                        theirs.path("fp").asInt(),
                        theirs.path("fn").asInt()));
        assertThat(ours.precision()).isCloseTo(theirs.path("p").asDouble(), EXACT);
        assertThat(ours.recall()).isCloseTo(theirs.path("r").asDouble(), EXACT);
        assertThat(ours.f1()).isCloseTo(theirs.path("f1").asDouble(), EXACT);
        assertThat(ours.f2()).isCloseTo(theirs.path("f2").asDouble(), EXACT);
    }
}
