package dev.weir.router.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.router.learning.DifficultyTraining.Trained;
import dev.weir.router.learning.RoutingEvaluation.Line;
import dev.weir.router.model.DifficultyEstimator;
import dev.weir.router.model.DifficultyModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Learns a small world: the small model fails on long sums and on law, and the strong one doesn't. */
class DifficultyTrainingTest {

    private static final int QUESTIONS = 600;

    private final Path folder;

    DifficultyTrainingTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void writeWorld() throws IOException {
        Random random = new Random(3);
        List<String> outcomes = new ArrayList<>();
        List<String> prompts = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            int numbers = 2 + random.nextInt(9);
            boolean law = i % 2 == 0;
            boolean wrong = random.nextDouble() < (law ? 0.7 : numbers > 6 ? 0.8 : 0.1);
            String question = law
                    ? "Which tort does the plaintiff number " + i + " claim under the statute?"
                    : "Add " + numbers + " numbers:" + " 17".repeat(numbers) + " and " + i;
            outcomes.add("""
                    {"id":"q%d","bench":"%s","domain":"%s","prompt":"%s","weak":%d,"strong":1,"contaminated":0}\
                    """.formatted(i, law ? "mmlu" : "gsm8k", law ? "law" : "sums", question, wrong ? 0 : 1));
            prompts.add("""
                    {"id":"p%d","source":"clinc150","prompt":"please set an alarm for room %d","label":"simple-intent"}\
                    """.formatted(i, i));
        }
        Files.write(folder.resolve("routellm.dev.jsonl"), outcomes);
        Files.write(folder.resolve("prompts.dev.jsonl"), prompts.subList(0, 200));
    }

    @Test
    void train_world_hardQuestionsScoreHigherThanEasyOnes() throws IOException {
        Trained trained = train(Optional.empty());
        DifficultyEstimator estimator = new DifficultyEstimator(trained.model(), Optional.empty(), "some-model");

        double law = estimator.score("Which tort does the plaintiff number 9999 claim under the statute?");
        double sum = estimator.score("Add 3 numbers: 17 17 17 and 9999");
        double longSum = estimator.score("Add 9 numbers:" + " 17".repeat(9) + " and 9999");

        assertThat(law).isBetween(0.5, 0.9);
        // 0.8 in truth; few rows under a strong penalty are believed in part only
        assertThat(longSum).isBetween(0.4, 0.95);
        assertThat(sum).isLessThan(0.3);
        assertThat(estimator.score("please set an alarm for room 9999")).isLessThan(0.2);
    }

    @Test
    void train_world_measuredOnUnseenRowsAndAboveLength() throws IOException {
        Line sums = train(Optional.empty()).textOnly().lines().stream()
                .filter(line -> line.set().equals("routellm gsm8k"))
                .findFirst()
                .orElseThrow();

        assertThat(sums.difficulty().apgr()).isGreaterThan(0.7);
        assertThat(sums.calibrationError()).isLessThan(0.2);
    }

    @Test
    void train_twice_sameBytes() throws IOException {
        byte[] first = DifficultyModelFile.write(train(Optional.empty()).model());

        assertThat(DifficultyModelFile.write(train(Optional.empty()).model())).isEqualTo(first);
        assertThat(DifficultyModelFile.read(first).notes()).containsKey("measured, text alone, routellm gsm8k");
    }

    @Test
    void train_answersOfALocalModelThatFailsOnSums_ownProfileSaysSo() throws IOException {
        Path answers = folder.resolve("answers.jsonl");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            lines.add("{\"id\":\"q%d\",\"model\":\"tiny\",\"correct\":%d}".formatted(i, i % 2 == 0 ? 1 : 0));
        }
        Files.write(answers, lines);

        Trained trained = train(Optional.of(LocalAnswers.read(answers)));
        DifficultyEstimator tiny = new DifficultyEstimator(trained.model(), Optional.empty(), "tiny");

        assertThat(tiny.score("Add 3 numbers: 17 17 17 and 9999")).isGreaterThan(0.7);
        assertThat(tiny.score("Which tort does the plaintiff number 9999 claim under the statute?"))
                .isLessThan(0.3);
        assertThat(trained.localModel()).isPresent();
    }

    @Test
    void read_answersOfTwoModels_refused() throws IOException {
        Path answers = folder.resolve("answers.jsonl");
        Files.writeString(answers, """
                {"id":"q1","model":"tiny","correct":1}
                {"id":"q2","model":"small","correct":1}
                """);

        assertThatThrownBy(() -> LocalAnswers.read(answers)).isInstanceOf(IOException.class);
    }

    @Test
    void read_folderWithoutData_refused() {
        assertThatThrownBy(() -> RoutingData.read(Files.createDirectory(folder.resolve("empty"))))
                .isInstanceOf(IOException.class);
    }

    private Trained train(Optional<LocalAnswers> answers) throws IOException {
        List<RoutingRow> rows = RoutingData.read(folder);
        return DifficultyTraining.train(
                Prepared.of(rows, Optional.empty(), _ -> {}), answers, Map.of("data", "a test"));
    }
}
