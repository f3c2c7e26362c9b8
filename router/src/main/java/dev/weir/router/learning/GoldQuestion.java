package dev.weir.router.learning;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * A question of the routing data whose right answer is known, put so that a small model can be asked it.
 *
 * @param id of its row
 * @param kind which data set it is from
 * @param prompt with the choices, and with a word on the form of the answer
 */
public record GoldQuestion(String id, String kind, String prompt, Grading grading, String gold) {

    private static final String CHOOSE = "\nAnswer with the letter of the right choice alone.";
    private static final String BOX = "\nThink step by step, then put the final answer in \\boxed{}.";
    private static final String BRIEFLY = "\nAnswer in a few words.";

    /** Most tokens that an answer needs. */
    public int answerTokens() {
        return grading.answerTokens();
    }

    /** Whether an answer is right. */
    public boolean isRight(String answer) {
        return grading.isRight(answer, gold);
    }

    /**
     * The questions of a folder, a data set after the other in turn, so that the first few hundred are a fair sample of
     * all. Programs to write are left out, since grading them would mean to run them.
     *
     * @throws IOException if a file can't be read, or there is none
     */
    public static List<GoldQuestion> read(Path folder) throws IOException {
        TreeMap<String, List<GoldQuestion>> kinds = new TreeMap<>();
        for (Path file : RoutingData.files(folder)) {
            for (JsonNode row : JsonLines.read(file)) {
                of(row).ifPresent(question -> kinds.computeIfAbsent(question.kind(), _ -> new ArrayList<>())
                        .add(question));
            }
        }
        if (kinds.isEmpty()) {
            throw new IOException("there are no questions with known answers in " + folder);
        }
        kinds.values()
                .forEach(questions -> questions.sort(
                        Comparator.comparing((GoldQuestion question) -> RoutingRow.digest(question.id()))));
        List<GoldQuestion> inTurn = new ArrayList<>();
        int most = kinds.values().stream().mapToInt(List::size).max().orElse(0);
        for (int place = 0; place < most; place++) {
            for (List<GoldQuestion> questions : kinds.values()) {
                if (place < questions.size()) {
                    inTurn.add(questions.get(place));
                }
            }
        }
        return inTurn;
    }

    private static Optional<GoldQuestion> of(JsonNode row) {
        String kind = row.path("task").asString("");
        return switch (kind) {
            case "mmlu", "arc_challenge", "openbook_qa", "commonsense_qa", "agentverse-logicgrid" -> choice(row, kind);
            case "gsm", "math-l5", "gsm8k", "math" -> question(row, kind, BOX, Grading.RESULT, gold(row));
            case "agentverse-mgsm" -> question(row, kind, "", Grading.RESULT, gold(row));
            case "natural_qa", "trivia_qa" -> question(row, kind, BRIEFLY, Grading.FACT, gold(row));
            case "crux" -> question(row, kind, "", Grading.OUTPUT, gold(row));
            default -> Optional.empty();
        };
    }

    private static Optional<GoldQuestion> question(
            JsonNode row, String kind, String form, Grading grading, String gold) {
        return gold.isEmpty()
                ? Optional.empty()
                : Optional.of(new GoldQuestion(
                        row.path("id").asString(), kind, row.path("prompt").asString() + form, grading, gold));
    }

    private static String gold(JsonNode row) {
        return row.path("gold").asString("");
    }

    /** A question with its choices, a line each under letters of ours: some sets number theirs. */
    private static Optional<GoldQuestion> choice(JsonNode row, String kind) {
        Choices choices = Choices.parse(row.path("choices").asString(""));
        List<String> lettered = IntStream.range(0, choices.texts().size())
                .mapToObj(i -> (char) ('A' + i) + ". " + choices.texts().get(i))
                .toList();
        return choices.place(gold(row))
                .flatMap(right -> question(
                        row, kind, "\n" + String.join("\n", lettered) + CHOOSE, Grading.CHOICE, lettered.get(right)));
    }
}
