package dev.weir.router.learning;

import dev.weir.router.learning.JudgeTraining.Graded;
import dev.weir.router.learning.RoutingEvaluation.Report;
import dev.weir.router.model.AnswerJudge;
import dev.weir.router.model.Branch.Outlook;
import dev.weir.router.model.Calibration;
import dev.weir.router.model.LinearHead;
import dev.weir.router.model.Profile;
import dev.weir.router.model.Profile.Weights;
import dev.weir.router.model.PromptVector;
import dev.weir.router.signal.AnswerSignals;
import dev.weir.router.signal.WordGrams;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * What one local model answered well, and the profile that follows from it.
 *
 * <p>A few hundred answers can't tell thousands of weights, but a handful: how much each of the reference models' chances
 * counts, and how much harder than for the reference each kind of prompt is. Prompts without a gold answer, everyday
 * requests above all, keep what their labels are worth; nobody can grade the local model on them.
 *
 * @param model the local model's id
 * @param sha256 of the model file that answered; empty where it wasn't kept
 * @param correct by row's id, 0 to 1
 * @param signals what the answers told about themselves, by row's id; may lack some
 */
public record LocalAnswers(
        String model, String sha256, Map<String, Double> correct, Map<String, AnswerSignals> signals) {

    /** Squared penalty; the inputs are chances, so that weights of a few units are normal. */
    private static final double PENALTY = 0.5;

    private static final int CHANCES = 4;

    /** Fewer answers don't tell a dozen weights. */
    private static final int FEWEST_ANSWERS = 100;

    public LocalAnswers {
        correct = Map.copyOf(correct);
        signals = Map.copyOf(signals);
    }

    /**
     * Reads lines of {@code {"id", "model", "sha256", "correct", "signals"}}; the last of them may be missing.
     *
     * @throws IOException if it can't be read, holds no answers, or those of several models or files
     */
    public static LocalAnswers read(Path file) throws IOException {
        Map<String, Double> correct = new LinkedHashMap<>();
        Map<String, AnswerSignals> signals = new LinkedHashMap<>();
        Set<Answering> answering = new HashSet<>();
        for (JsonNode row : JsonLines.read(file)) {
            Answering named = new Answering(
                    row.path("model").asString(""), row.path("sha256").asString(""));
            answering.add(named);
            if (named.model().isEmpty() || answering.size() > 1) {
                throw new IOException(file.getFileName() + " should hold the answers of one model");
            }
            String id = row.path("id").asString();
            correct.put(id, row.path("correct").asDouble());
            signals(row).ifPresent(told -> signals.put(id, told));
        }
        if (correct.isEmpty()) {
            throw new IOException("there are no answers in " + file.getFileName());
        }
        Answering one = answering.iterator().next();
        return new LocalAnswers(one.model(), one.sha256(), correct, signals);
    }

    private record Answering(String model, String sha256) {}

    private static Optional<AnswerSignals> signals(JsonNode row) {
        Map<String, Double> named = new HashMap<>();
        row.path("signals")
                .properties()
                .forEach(signal -> named.put(signal.getKey(), signal.getValue().asDouble()));
        return AnswerSignals.of(named);
    }

    /** How many answers there are and how many are right, for people. */
    String summary() {
        double right =
                correct.values().stream().mapToDouble(Double::doubleValue).sum();
        return String.format(Locale.ROOT, "%d answers, %.0f right", correct.size(), right);
    }

    private Optional<RoutingRow> own(RoutingRow row) {
        Double answered = correct.get(row.id());
        if (answered != null) {
            return Optional.of(new RoutingRow(
                    row.id(),
                    "labelled " + row.expert(),
                    row.expert(),
                    row.topic(),
                    row.prompt(),
                    answered,
                    row.cloud(),
                    1));
        }
        return row.isLabelled() ? Optional.of(row) : Optional.empty();
    }

    /**
     * The profile, and how it does on answers that it wasn't fitted on.
     *
     * @param unseen what each branch said of each row without having seen it: with meaning first, where there is one
     */
    Fitted fit(List<RoutingRow> reference, List<Outlook[]> unseen) {
        List<RoutingRow> rows = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < reference.size(); i++) {
            int place = i;
            own(reference.get(i)).ifPresent(row -> {
                rows.add(row);
                places.add(place);
            });
        }
        List<List<Outlook>> theirs = unseen.stream()
                .map(all -> places.stream().map(place -> all[place]).toList())
                .toList();
        Profile bare = bare(head(rows, theirs.getFirst(), _ -> true));
        Optional<Calibration> meaning = theirs.size() > 1
                ? Optional.of(RoutingEvaluation.calibration(rows, held(rows, theirs.getFirst()), _ -> true))
                : Optional.empty();
        Calibration textOnly = RoutingEvaluation.calibration(rows, held(rows, theirs.getLast()), _ -> true);
        double[] scores = RoutingEvaluation.crossCalibrated(rows, held(rows, theirs.getFirst()));
        List<Graded> graded = graded(rows, scores);
        List<JudgeTraining.Line> judged = graded.size() < FEWEST_ANSWERS ? List.of() : JudgeTraining.measure(graded);
        Optional<AnswerJudge> judge = judged.stream()
                .findFirst()
                .filter(JudgeTraining.Line::helps)
                .map(_ -> JudgeTraining.fit(sha256, graded));
        return new Fitted(
                new Profile(model, bare.bias(), bare.weights(), meaning, textOnly, judge),
                RoutingEvaluation.report(rows, scores),
                judged);
    }

    /**
     * A profile with its cross-validated figures.
     *
     * @param judged how a judge of answers does; none where there are too few of them. One that tells wrong answers
     *     from right ones no better than the prompts do isn't part of the profile
     */
    record Fitted(Profile profile, Report report, List<JudgeTraining.Line> judged) {
        Fitted {
            judged = List.copyOf(judged);
        }
    }

    private List<Graded> graded(List<RoutingRow> rows, double... before) {
        List<Graded> graded = new ArrayList<>();
        for (int i = 0; i < before.length; i++) {
            AnswerSignals told = signals.get(rows.get(i).id());
            if (told != null && !rows.get(i).isLabelled()) {
                graded.add(new Graded(rows.get(i), before[i], told));
            }
        }
        return graded;
    }

    /** Raw scores of each row by weights that were fitted on the other folds. */
    private static double[] held(List<RoutingRow> rows, List<Outlook> outlooks) {
        double[] raw = new double[rows.size()];
        for (int fold = 0; fold < RoutingRow.FOLDS; fold++) {
            int held = fold;
            Profile others = bare(head(rows, outlooks, i -> rows.get(i).fold() != held));
            for (int i = 0; i < raw.length; i++) {
                if (rows.get(i).fold() == held) {
                    raw[i] = others.raw(outlooks.get(i));
                }
            }
        }
        return raw;
    }

    private static LinearHead head(List<RoutingRow> rows, List<Outlook> outlooks, IntPredicate chosen) {
        int[] some = IntStream.range(0, rows.size()).filter(chosen).toArray();
        List<PromptVector> vectors =
                IntStream.of(some).mapToObj(i -> vector(outlooks.get(i))).toList();
        return Logistic.fit(
                vectors,
                IntStream.of(some).mapToDouble(i -> rows.get(i).need()).toArray(),
                IntStream.of(some).mapToDouble(i -> rows.get(i).weight()).toArray(),
                PENALTY);
    }

    private static PromptVector vector(Outlook outlook) {
        float[] dense = new float[CHANCES + outlook.experts().length];
        dense[0] = (float) outlook.local();
        dense[1] = (float) outlook.cloud();
        dense[2] = (float) outlook.topicLocal();
        dense[3] = (float) outlook.topicCloud();
        for (int i = CHANCES; i < dense.length; i++) {
            dense[i] = (float) outlook.experts()[i - CHANCES];
        }
        return new PromptVector(dense, WordGrams.of(""));
    }

    private static Profile bare(LinearHead head) {
        float[] dense = head.dense();
        List<Double> experts = new ArrayList<>();
        for (float weight : Arrays.copyOfRange(dense, CHANCES, dense.length)) {
            experts.add((double) weight);
        }
        Calibration unused = new Calibration(new float[] {0}, new float[] {0});
        return new Profile(
                "",
                head.bias(),
                new Weights(dense[0], dense[1], dense[2], dense[3], experts),
                Optional.empty(),
                unused,
                Optional.empty());
    }
}
