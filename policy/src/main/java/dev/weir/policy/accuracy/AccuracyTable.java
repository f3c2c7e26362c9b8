package dev.weir.policy.accuracy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Prints a report in columns, in percent. */
public final class AccuracyTable {

    private static final String HEAD = String.format(
            Locale.ROOT,
            "%-28s %7s %7s | %5s %5s %5s %5s | %5s %5s %5s | %5s %5s %5s %5s | %5s",
            "",
            "texts",
            "spans",
            "P",
            "R",
            "F1",
            "F2",
            "exP",
            "exR",
            "exF1",
            "leak",
            "spLk",
            "txLk",
            "chPr",
            "flag");

    private AccuracyTable() {}

    /**
     * The lines to print.
     *
     * @param withLabels whether each corpus is followed by its labels
     */
    public static List<String> lines(AccuracyEvaluation.Report report, boolean withLabels) {
        var lines = new ArrayList<String>();
        lines.add(HEAD);
        report.byCorpus().forEach((source, scores) -> add(source, scores, withLabels, lines));
        add("ALL", report.total(), withLabels, lines);
        return lines;
    }

    private static void add(String name, Scores scores, boolean withLabels, List<String> lines) {
        lines.add(String.format(
                Locale.ROOT,
                "%-28s %7d %7d | %s | %s | %s %s %s %s | %s",
                name,
                scores.texts(),
                scores.goldSpans(),
                overlap(scores.overlap()),
                exact(scores.exact()),
                percent(scores.leak()),
                percent(scores.spanLeak()),
                percent(scores.textLeak()),
                percent(scores.characterPrecision()),
                percent(scores.flagged())));
        if (withLabels) {
            scores.byLabel().entrySet().stream()
                    .sorted(Comparator.comparingInt(
                            (Map.Entry<String, Scores.LabelScores> entry) -> -gold(entry.getValue())))
                    .map(AccuracyTable::labelLine)
                    .forEach(lines::add);
        }
    }

    private static int gold(Scores.LabelScores scores) {
        return scores.overlap().hits() + scores.overlap().misses();
    }

    private static String labelLine(Map.Entry<String, Scores.LabelScores> entry) {
        Scores.LabelScores scores = entry.getValue();
        return String.format(
                Locale.ROOT,
                "  %-26s %7s %7d | %s | %s | %s",
                entry.getKey(),
                "",
                gold(scores),
                overlap(scores.overlap()),
                exact(scores.exact()),
                percent(scores.leak()));
    }

    private static String overlap(Counts counts) {
        return percent(counts.precision()) + " " + percent(counts.recall()) + " " + percent(counts.f1()) + " "
                + percent(counts.f2());
    }

    private static String exact(Counts counts) {
        return percent(counts.precision()) + " " + percent(counts.recall()) + " " + percent(counts.f1());
    }

    private static String percent(OptionalDouble share) {
        return share.isPresent() ? percent(share.getAsDouble()) : "    -";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%5.1f", 100 * share);
    }
}
