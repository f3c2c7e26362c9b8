package dev.weir.policy.injection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Measures how well attacks are told from other texts: the area under the ROC curve, the recall at the threshold that one
 * benign text in a hundred passes, and over-defence, the share of benign texts at {@link #ALARM} or more.
 */
public final class InjectionEvaluation {

    static final int FOLDS = 5;
    /** The score that documentation and examples take for an alarm. */
    public static final double ALARM = 0.8;

    private static final double FALSE_POSITIVES = 0.01;

    private InjectionEvaluation() {}

    /**
     * One line of the result.
     *
     * @param areaUnderCurve NaN where there are no attacks or nothing else
     * @param recall share of attacks above the threshold
     * @param threshold that one benign text in a hundred passes
     * @param recallAtAlarm share of attacks at {@link #ALARM} or more
     * @param overDefence share of benign texts at {@link #ALARM} or more
     */
    public record Row(
            String name,
            int attacks,
            int benign,
            double areaUnderCurve,
            double recall,
            double threshold,
            double recallAtAlarm,
            double overDefence) {

        /** For a terminal, in percent. */
        public String line() {
            return String.format(
                    Locale.ROOT,
                    "%-44s %6d %6d | %s | %s  %s | %s  %s",
                    name.length() > 44 ? name.substring(0, 44) : name,
                    attacks,
                    benign,
                    shown(areaUnderCurve, 1, "%6.3f"),
                    shown(recall, 100, "%6.1f"),
                    shown(threshold, 1, "%5.2f"),
                    shown(recallAtAlarm, 100, "%6.1f"),
                    shown(overDefence, 100, "%6.1f"));
        }

        private static String shown(double value, int by, String format) {
            return Double.isNaN(value) ? "     -" : String.format(Locale.ROOT, format, by * value);
        }
    }

    /** What stands above the lines. */
    public static String heading() {
        return String.format(
                Locale.ROOT,
                "%-44s %6s %6s | %6s | %6s  %5s | %6s  %6s",
                "",
                "attack",
                "benign",
                "AUROC",
                "R@1%FP",
                "at",
                "R@" + ALARM,
                "FP@" + ALARM);
    }

    /** A model on texts: all together, then by kind. */
    public static List<Row> judge(InjectionModel model, List<InjectionText> texts) {
        return rows("all", texts, scores(model, texts));
    }

    /**
     * Trains anew for each measure: five folds, each judged by a model of the others; then each source of attacks judged
     * by a model that never saw it, beside benign texts of a fold left out; then each source of benign texts likewise.
     */
    public static List<Row> crossValidate(List<InjectionText> texts) {
        double[] scores = new double[texts.size()];
        for (int fold = 0; fold < FOLDS; fold++) {
            int out = fold;
            InjectionModel model = without(texts, text -> text.fold() == out);
            for (int i = 0; i < scores.length; i++) {
                if (texts.get(i).fold() == fold) {
                    scores[i] = model.score(texts.get(i).text());
                }
            }
        }
        var rows = new ArrayList<>(rows("five folds", texts, scores));
        for (boolean attacks : new boolean[] {true, false}) {
            for (String source : sources(texts, attacks)) {
                Predicate<InjectionText> out =
                        text -> text.attack() == attacks ? text.source().equals(source) : text.fold() == 0;
                InjectionModel model = without(texts, out);
                List<InjectionText> judged = texts.stream()
                        .filter(out)
                        .filter(text -> attacks || !text.attack())
                        .toList();
                rows.add(row("unseen: " + source, judged, scores(model, judged)));
            }
        }
        return rows;
    }

    /** What of a cross-validation is told in the model's file. */
    public static JsonNode summary(List<InjectionText> texts, List<Row> rows) {
        ObjectNode summary = JsonMapper.shared().createObjectNode();
        Row all = rows.getFirst();
        summary.put("attacks", all.attacks()).put("benign", all.benign());
        summary.put(
                "sources", texts.stream().map(InjectionText::source).distinct().count());
        for (Row row : rows) {
            if (row.equals(all) || row.name().startsWith("unseen: ")) {
                ObjectNode one = summary.withObject("/measured").putObject(row.name());
                put(one, "auroc", row.areaUnderCurve());
                put(one, "recall_at_1_percent_false_positives", row.recall());
                put(one, "over_defence", row.overDefence());
            }
        }
        return summary;
    }

    private static void put(ObjectNode node, String name, double value) {
        if (!Double.isNaN(value)) {
            node.put(name, Math.round(value * 1000) / 1000.0);
        }
    }

    private static InjectionModel without(List<InjectionText> texts, Predicate<InjectionText> out) {
        return InjectionTraining.train(
                "fold",
                texts.stream().filter(out.negate()).toList(),
                JsonMapper.shared().createObjectNode());
    }

    private static List<String> sources(List<InjectionText> texts, boolean attacks) {
        return texts.stream()
                .filter(text -> text.attack() == attacks)
                .map(InjectionText::source)
                .distinct()
                .sorted()
                .toList();
    }

    private static double[] scores(InjectionModel model, List<InjectionText> texts) {
        return texts.stream().mapToDouble(text -> model.score(text.text())).toArray();
    }

    /** One row for all texts, then one for each kind at the threshold of all. */
    private static List<Row> rows(String name, List<InjectionText> texts, double[] scores) {
        Row all = row(name, texts, scores);
        var rows = new ArrayList<Row>(List.of(all));
        Map<String, List<Integer>> kinds = new TreeMap<>();
        for (int i = 0; i < scores.length; i++) {
            InjectionText text = texts.get(i);
            kinds.computeIfAbsent((text.attack() ? "attack " : "benign ") + text.kind(), _ -> new ArrayList<>())
                    .add(i);
        }
        kinds.forEach((kind, members) -> {
            double[] own = members.stream().mapToDouble(i -> scores[i]).toArray();
            boolean attack = kind.startsWith("attack ");
            rows.add(new Row(
                    "  " + kind,
                    attack ? own.length : 0,
                    attack ? 0 : own.length,
                    Double.NaN,
                    attack ? share(own, all.threshold(), false) : Double.NaN,
                    Double.NaN,
                    attack ? share(own, ALARM, true) : Double.NaN,
                    attack ? Double.NaN : share(own, ALARM, true)));
        });
        return rows;
    }

    private static Row row(String name, List<InjectionText> texts, double[] scores) {
        double[] attacks = of(texts, scores, true);
        double[] benign = of(texts, scores, false);
        Arrays.sort(benign);
        double threshold = benign.length == 0
                ? Double.NaN
                : benign[(int) Math.min(benign.length - 1, Math.ceil(benign.length * (1 - FALSE_POSITIVES)))];
        boolean both = attacks.length > 0 && benign.length > 0;
        return new Row(
                name,
                attacks.length,
                benign.length,
                both ? area(attacks, benign) : Double.NaN,
                both ? share(attacks, threshold, false) : Double.NaN,
                threshold,
                attacks.length == 0 ? Double.NaN : share(attacks, ALARM, true),
                benign.length == 0 ? Double.NaN : share(benign, ALARM, true));
    }

    private static double[] of(List<InjectionText> texts, double[] scores, boolean attack) {
        double[] own = new double[scores.length];
        int count = 0;
        for (int i = 0; i < scores.length; i++) {
            if (texts.get(i).attack() == attack) {
                own[count++] = scores[i];
            }
        }
        return Arrays.copyOf(own, count);
    }

    private static double share(double[] scores, double threshold, boolean inclusive) {
        return Arrays.stream(scores)
                        .filter(score -> inclusive ? score >= threshold : score > threshold)
                        .count()
                / (double) scores.length;
    }

    /** The probability that an attack has the higher score of two; equal scores count half. */
    private static double area(double[] attacks, double[] sortedBenign) {
        double sum = 0;
        for (double score : attacks) {
            sum += (firstNotBelow(sortedBenign, score) + firstNotBelow(sortedBenign, Math.nextUp(score))) / 2.0;
        }
        return sum / attacks.length / sortedBenign.length;
    }

    private static int firstNotBelow(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
