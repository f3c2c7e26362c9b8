package dev.weir.router.learning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Reads a folder of routing data: right and wrong answers of small and strong models, and prompts with labels.
 *
 * <p>Which models stand for "small" and "strong", how much a data set counts, and what a label is worth as an outcome is
 * decided here and nowhere else.
 */
public final class RoutingData {

    /** What the folder's files are made of, with their licences; goes into the model's notes. */
    public static final String SOURCES = "RouteLLM evaluation outcomes on MMLU and GSM8K (Apache-2.0; questions MIT);"
            + " ZeroEval outcomes on GSM, MATH level 5 and CRUX (Apache-2.0); LLMRouter outcomes (MIT; among its questions"
            + " are MBPP, CC BY 4.0, ARC and MGSM, CC BY-SA 4.0, Natural Questions, CC BY-SA 3.0, the rest MIT or"
            + " Apache-2.0); prompts of Arena-Hard, IFEval, self-instruct, semantic-router (Apache-2.0), CLINC150"
            + " (CC BY 3.0), Yagami (MIT). Outcomes only; no text of theirs is in this file.";

    private static final Set<String> ZEROEVAL_LOCAL = Set.of(
            "gemma-2-2b-it",
            "Qwen2.5-3B-Instruct",
            "Phi-3-mini-4k-instruct",
            "Phi-3.5-mini-instruct",
            "Qwen2-7B-Instruct",
            "Qwen2.5-7B-Instruct",
            "Meta-Llama-3.1-8B-Instruct",
            "gemma-2-9b-it",
            "Mixtral-8x7B-Instruct-v0.1");
    private static final Set<String> ZEROEVAL_CLOUD = Set.of("gpt-4o-2024-08-06", "claude-3-5-sonnet-20241022");
    /** Left out: models that mostly fail by the answers' form. */
    private static final Set<String> LLMROUTER_LOCAL =
            Set.of("gemma-2-9b-it", "llama-3.1-8b-instruct", "mistral-7b-instruct-v0.3", "qwen2.5-7b-instruct");

    private static final Set<String> LLMROUTER_CLOUD = Set.of("llama-3.1-nemotron-51b-instruct");

    private static final String OPEN = "open requests";
    private static final String KNOWLEDGE = "knowledge";
    private static final String WORD_PROBLEMS = "word problems";
    private static final String MATHS = "mathematics";
    private static final String CODE = "code";
    private static final Map<String, String> EXPERTS = Map.ofEntries(
            Map.entry("gsm", WORD_PROBLEMS),
            Map.entry("gsm8k", WORD_PROBLEMS),
            Map.entry("agentverse-mgsm", WORD_PROBLEMS),
            Map.entry("math-l5", MATHS),
            Map.entry("math", MATHS),
            Map.entry("crux", CODE),
            Map.entry("mbpp", CODE),
            Map.entry("human_eval", CODE),
            Map.entry("mmlu", KNOWLEDGE),
            Map.entry("arc_challenge", KNOWLEDGE),
            Map.entry("openbook_qa", KNOWLEDGE),
            Map.entry("commonsense_qa", KNOWLEDGE),
            Map.entry("trivia_qa", KNOWLEDGE),
            Map.entry("natural_qa", KNOWLEDGE));

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

    /**
     * What a label is worth: the share of prompts of its kind that a small and a strong model answer well.
     *
     * <p>Hard: an eight-by-seven-billion model wins about a quarter of Arena-Hard's comparisons. Constraints: IFEval's
     * published strict accuracies. Everyday requests are what a small model is for.
     */
    private enum Worth {
        HARD(0.15, 0.9, 0.6),
        LANE_CLOUD(0.15, 0.9, 3),
        CONSTRAINED(0.6, 0.8, 0.3),
        EVERYDAY(0.95, 0.97, 0.6),
        LANE_LOCAL(0.95, 0.97, 3),
        INTENT(0.97, 0.98, 0.1);

        private final double local;
        private final double cloud;
        private final double weight;

        Worth(double local, double cloud, double weight) {
            this.local = local;
            this.cloud = cloud;
            this.weight = weight;
        }
    }

    private RoutingData() {}

    /** Files that this folder may hold, each with the reader of its rows. */
    private static final Map<String, Function<JsonNode, Stream<RoutingRow>>> READERS = Map.of(
            "routellm", RoutingData::routellm,
            "zeroeval", RoutingData::zeroeval,
            "llmrouter", RoutingData::llmrouter,
            "prompts", RoutingData::prompts);

    /**
     * All rows of the folder, file by file in the files' order.
     *
     * @throws IOException if a file can't be read, or there is none
     */
    public static List<RoutingRow> read(Path folder) throws IOException {
        List<RoutingRow> rows = new ArrayList<>();
        for (Path file : files(folder)) {
            String name = name(file);
            JsonLines.read(file).stream()
                    .flatMap(READERS.getOrDefault(name, _ -> Stream.empty()))
                    .forEach(rows::add);
        }
        if (rows.isEmpty()) {
            throw new IOException("there is no routing data in " + folder);
        }
        return rows;
    }

    /** The files of the folder that are read, by name. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> READERS.containsKey(name(file)))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path file) {
        String full = String.valueOf(file.getFileName());
        return full.contains(".jsonl") ? full.substring(0, full.indexOf('.')) : "";
    }

    private static Stream<RoutingRow> routellm(JsonNode row) {
        if (row.path("contaminated").asInt(0) != 0) {
            return Stream.empty();
        }
        return Stream.of(new RoutingRow(
                row.path("id").asString(),
                "routellm " + row.path("bench").asString(),
                row.path("bench").asString().equals("gsm8k") ? WORD_PROBLEMS : KNOWLEDGE,
                row.path("domain").asString(),
                row.path("prompt").asString(),
                row.path("weak").asDouble(),
                row.path("strong").asDouble(),
                1));
    }

    private static Stream<RoutingRow> zeroeval(JsonNode row) {
        String task = row.path("task").asString();
        return Stream.of(new RoutingRow(
                row.path("id").asString(),
                "zeroeval " + task,
                EXPERTS.getOrDefault(task, OPEN),
                task.equals("gsm") ? "gsm8k" : task,
                row.path("prompt").asString(),
                mean(row.path("correct"), ZEROEVAL_LOCAL),
                mean(row.path("correct"), ZEROEVAL_CLOUD),
                0.5));
    }

    private static Stream<RoutingRow> llmrouter(JsonNode row) {
        String task = row.path("task").asString();
        return Stream.of(new RoutingRow(
                row.path("id").asString(),
                "llmrouter " + task,
                EXPERTS.getOrDefault(task, OPEN),
                task.equals("mmlu") ? "" : "llmrouter " + task,
                row.path("prompt").asString(),
                mean(row.path("scores"), LLMROUTER_LOCAL),
                mean(row.path("scores"), LLMROUTER_CLOUD),
                0.5));
    }

    private static double mean(JsonNode outcomes, Set<String> models) {
        return outcomes.properties().stream()
                .filter(outcome -> models.contains(outcome.getKey()))
                .mapToDouble(outcome -> outcome.getValue().asDouble())
                .average()
                .orElse(0);
    }

    private static Stream<RoutingRow> prompts(JsonNode row) {
        String source = row.path("source").asString();
        return Stream.of(Worth.values())
                .filter(worth -> isWorth(row, worth))
                .limit(1)
                .map(worth -> new RoutingRow(
                        row.path("id").asString(),
                        RoutingRow.LABELLED + set(source),
                        OPEN,
                        set(source),
                        row.path("prompt").asString(),
                        worth.local,
                        worth.cloud,
                        worth.weight));
    }

    private static String set(String source) {
        if (source.startsWith("arena-hard")) {
            return "arena-hard";
        }
        if (source.startsWith("self-instruct")) {
            return "self-instruct";
        }
        return source.equals("clinc150") || source.equals("ifeval") ? source : "lanes";
    }

    private static boolean isWorth(JsonNode row, Worth worth) {
        String label = row.path("label").asString("");
        String lane =
                NOT_ABOUT_DIFFICULTY.contains(label) ? "" : row.path("lane").asString("");
        return switch (worth) {
            case HARD -> label.equals("hard");
            case CONSTRAINED -> label.equals("constraint-following");
            case EVERYDAY -> label.equals("everyday-instruction");
            case INTENT -> label.equals("simple-intent");
            case LANE_CLOUD -> lane.equals("cloud");
            case LANE_LOCAL -> lane.equals("local");
        };
    }
}
