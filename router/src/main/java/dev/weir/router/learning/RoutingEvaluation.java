package dev.weir.router.learning;

import dev.weir.router.model.Branch.Outlook;
import dev.weir.router.model.Calibration;
import dev.weir.router.model.PromptVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Measures how well difficulty tells which prompts need the strong model, five-fold cross-validated: each row is judged
 * by a model and a calibration that were learned on the other folds.
 */
public final class RoutingEvaluation {

    /** Where the strong model gains less than this over the small one, there is nothing to recover. */
    private static final double LEAST_GAIN = 0.02;

    private static final int FEWEST_ROWS = 30;

    /** The line of all sets together, each row counting alike. */
    private static final String ALL = "all sets";

    /**
     * One set's figures.
     *
     * @param difficulty how well difficulty does
     * @param length how well prompt length does, the control
     * @param calibrationError expected calibration error of difficulty against what happened
     */
    public record Line(
            String set,
            int rows,
            double local,
            double cloud,
            RoutingMetrics difficulty,
            RoutingMetrics length,
            double calibrationError) {}

    /**
     * Hard prompts against easy ones, by their labels.
     *
     * @param difficulty area under the ROC curve
     * @param length that of prompt length, the control
     */
    public record Contrast(String name, int rows, double difficulty, double length) {}

    /** All figures of one way to judge. */
    public record Report(List<Line> lines, List<Contrast> contrasts) {
        public Report {
            lines = List.copyOf(lines);
            contrasts = List.copyOf(contrasts);
        }
    }

    private final List<RoutingRow> rows;
    private final double[] scores;

    private RoutingEvaluation(List<RoutingRow> rows, double... scores) {
        this.rows = rows;
        this.scores = scores;
    }

    /** Evaluates with the embedding or without; takes a minute or more. */
    public static Report evaluate(Prepared data, boolean withMeaning) {
        List<PromptVector> vectors = withMeaning ? data.withMeaning() : data.textOnly();
        Outlook[] outlooks = new BranchLearner(data.rows(), vectors).unseen();
        return ofUnseen(data.rows(), outlooks);
    }

    /** @param outlooks what was said of each row without having seen it */
    static Report ofUnseen(List<RoutingRow> rows, Outlook... outlooks) {
        double[] raw = Arrays.stream(outlooks).mapToDouble(Outlook::gain).toArray();
        return report(rows, crossCalibrated(rows, raw));
    }

    static Report report(List<RoutingRow> rows, double... difficulties) {
        return new RoutingEvaluation(rows, difficulties).report();
    }

    /** Raw scores to probabilities, each by a curve that was fitted on the other folds. */
    static double[] crossCalibrated(List<RoutingRow> rows, double... raw) {
        double[] calibrated = new double[raw.length];
        for (int fold = 0; fold < RoutingRow.FOLDS; fold++) {
            int held = fold;
            Calibration curve = calibration(rows, raw, row -> row.fold() != held);
            for (int i = 0; i < raw.length; i++) {
                if (rows.get(i).fold() == fold) {
                    calibrated[i] = curve.apply(raw[i]);
                }
            }
        }
        return calibrated;
    }

    static Calibration calibration(List<RoutingRow> rows, double[] raw, Predicate<RoutingRow> chosen) {
        return Isotonic.fit(
                raw,
                rows.stream().mapToDouble(RoutingRow::need).toArray(),
                rows.stream()
                        .mapToDouble(row -> chosen.test(row) ? row.weight() : 0)
                        .toArray());
    }

    private Report report() {
        TreeMap<String, List<Integer>> sets = new TreeMap<>();
        for (int i = 0; i < rows.size(); i++) {
            sets.computeIfAbsent(rows.get(i).set(), _ -> new ArrayList<>()).add(i);
        }
        List<Line> lines = new ArrayList<>();
        List<Integer> graded = new ArrayList<>();
        sets.forEach((set, members) -> {
            if (!set.startsWith(RoutingRow.LABELLED)) {
                lines.add(line(set, members));
                graded.addAll(members);
            }
        });
        lines.removeIf(line -> line.rows() < FEWEST_ROWS || line.cloud() - line.local() < LEAST_GAIN);
        if (!graded.isEmpty()) {
            lines.add(line(ALL, graded));
        }
        return new Report(
                lines,
                List.of(
                        contrast("arena-hard against clinc150", "arena-hard", "clinc150"),
                        contrast("arena-hard against self-instruct", "arena-hard", "self-instruct"),
                        contrast("lanes cloud against local", "lanes", "lanes")));
    }

    private Line line(String set, List<Integer> members) {
        List<RoutingRow> theirs = members.stream().map(rows::get).toList();
        double[] difficulties = members.stream().mapToDouble(i -> scores[i]).toArray();
        double[] lengths =
                theirs.stream().mapToDouble(row -> row.prompt().length()).toArray();
        return new Line(
                set,
                theirs.size(),
                theirs.stream().mapToDouble(RoutingRow::local).average().orElse(0),
                theirs.stream().mapToDouble(RoutingRow::cloud).average().orElse(0),
                RoutingMetrics.of(difficulties, theirs),
                RoutingMetrics.of(lengths, theirs),
                RoutingMetrics.calibrationError(
                        difficulties,
                        theirs.stream().mapToDouble(RoutingRow::need).toArray()));
    }

    private Contrast contrast(String name, String hard, String easy) {
        int[] chosen = IntStream.range(0, rows.size())
                .filter(i -> isOf(i, hard) || isOf(i, easy))
                .toArray();
        double[] targets = IntStream.of(chosen)
                .mapToDouble(i -> isOf(i, hard) && rows.get(i).need() > 0.5 ? 1 : 0)
                .toArray();
        double[] difficulties = IntStream.of(chosen).mapToDouble(i -> scores[i]).toArray();
        double[] lengths = IntStream.of(chosen)
                .mapToDouble(i -> rows.get(i).prompt().length())
                .toArray();
        return new Contrast(
                name,
                chosen.length,
                RoutingMetrics.auroc(difficulties, targets),
                RoutingMetrics.auroc(lengths, targets));
    }

    private boolean isOf(int row, String set) {
        return rows.get(row).set().equals(RoutingRow.LABELLED + set);
    }
}
