package dev.weir.router.learning;

import dev.weir.router.model.AnswerJudge;
import dev.weir.router.model.LinearHead;
import dev.weir.router.model.PromptVector;
import dev.weir.router.signal.AnswerSignals;
import dev.weir.router.signal.Difficulty;
import dev.weir.router.signal.WordGrams;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Fits an {@link AnswerJudge} on graded answers, and measures it on answers that it wasn't fitted on. */
final class JudgeTraining {

    /** A dozen weights on some hundred answers: one standard deviation seldom counts for more than a few. */
    private static final double PENALTY = 4;

    private static final double LEAST_DEVIATION = 1e-3;

    /**
     * One graded answer.
     *
     * @param row with the local model's outcome
     * @param before how hard its prompt looked to a model that hadn't seen it, 0 to 1
     */
    record Graded(RoutingRow row, double before, AnswerSignals answer) {}

    private JudgeTraining() {}

    /** Fits on all answers. */
    static AnswerJudge fit(String sha256, List<Graded> graded) {
        List<double[]> inputs = graded.stream()
                .map(one -> AnswerJudge.inputs(one.before(), one.answer()))
                .toList();
        int size = AnswerJudge.inputNames().size();
        float[] means = new float[size];
        float[] deviations = new float[size];
        for (int place = 0; place < size; place++) {
            int at = place;
            double mean = inputs.stream().mapToDouble(it -> it[at]).average().orElse(0);
            double variance = inputs.stream()
                    .mapToDouble(it -> (it[at] - mean) * (it[at] - mean))
                    .average()
                    .orElse(0);
            means[place] = (float) mean;
            deviations[place] = Math.sqrt(variance) < LEAST_DEVIATION ? 1 : (float) Math.sqrt(variance);
        }
        AnswerJudge blank = new AnswerJudge(sha256, AnswerJudge.inputNames(), means, deviations, 0, new float[size]);
        LinearHead head = Logistic.fit(
                inputs.stream().map(it -> vector(blank, it)).toList(),
                graded.stream().mapToDouble(one -> one.row().need()).toArray(),
                DoubleStream.generate(() -> 1).limit(graded.size()).toArray(),
                PENALTY);
        return new AnswerJudge(sha256, AnswerJudge.inputNames(), means, deviations, head.bias(), head.dense());
    }

    private static PromptVector vector(AnswerJudge blank, double... inputs) {
        float[] dense = new float[inputs.length];
        for (int i = 0; i < dense.length; i++) {
            dense[i] = (float) blank.scaled(inputs[i], i);
        }
        return new PromptVector(dense, WordGrams.of(""));
    }

    /** The difficulty after each answer, by a judge that was fitted on the other folds. */
    static double[] unseen(List<Graded> graded) {
        double[] judged = new double[graded.size()];
        for (int fold = 0; fold < RoutingRow.FOLDS; fold++) {
            int held = fold;
            Predicate<Graded> isHeld = one -> one.row().fold() == held;
            List<Graded> others = graded.stream().filter(isHeld.negate()).toList();
            if (others.isEmpty()) {
                continue;
            }
            AnswerJudge judge = fit("", others);
            IntStream.range(0, judged.length)
                    .filter(i -> isHeld.test(graded.get(i)))
                    .forEach(i -> judged[i] = judge.judge(
                                    new Difficulty(graded.get(i).before(), List.of()),
                                    graded.get(i).answer())
                            .score());
        }
        return judged;
    }

    /**
     * How the judge does, cross-validated, beside the prompt alone.
     *
     * @param set all answers, or those of one kind
     * @param wrong share of wrong answers
     * @param wrongBefore chance that a wrong answer's prompt looked harder than a right one's
     * @param wrongAfter chance that a wrong answer is judged lower than a right one
     * @param before routing by the prompt alone
     * @param after routing once the answer is judged
     */
    record Line(
            String set,
            int answers,
            double wrong,
            double wrongBefore,
            double wrongAfter,
            RoutingMetrics before,
            RoutingMetrics after,
            double calibrationError) {

        /** Whether wrong answers show better once they are judged. */
        boolean helps() {
            return wrongAfter > wrongBefore;
        }
    }

    /** A line for all, then one for each kind. */
    static List<Line> measure(List<Graded> graded) {
        double[] judged = unseen(graded);
        List<Line> lines = new ArrayList<>();
        lines.add(line("all", graded, judged, _ -> true));
        graded.stream()
                .map(one -> one.row().set())
                .distinct()
                .sorted()
                .forEach(set -> lines.add(
                        line(set, graded, judged, one -> one.row().set().equals(set))));
        return lines;
    }

    private static Line line(String set, List<Graded> graded, double[] judged, Predicate<Graded> chosen) {
        int[] places = IntStream.range(0, judged.length)
                .filter(i -> chosen.test(graded.get(i)))
                .toArray();
        List<Graded> theirs = IntStream.of(places).mapToObj(graded::get).toList();
        List<RoutingRow> rows = theirs.stream().map(Graded::row).toList();
        double[] before = theirs.stream().mapToDouble(Graded::before).toArray();
        double[] after = IntStream.of(places).mapToDouble(i -> judged[i]).toArray();
        double[] wrong = rows.stream().mapToDouble(row -> 1 - row.local()).toArray();
        return new Line(
                set,
                rows.size(),
                DoubleStream.of(wrong).average().orElse(0),
                RoutingMetrics.auroc(before, wrong),
                RoutingMetrics.auroc(after, wrong),
                RoutingMetrics.of(before, rows),
                RoutingMetrics.of(after, rows),
                RoutingMetrics.calibrationError(
                        after, rows.stream().mapToDouble(RoutingRow::need).toArray()));
    }
}
