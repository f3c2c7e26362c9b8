package dev.weir.router.learning;

import dev.weir.router.learning.RoutingEvaluation.Contrast;
import dev.weir.router.learning.RoutingEvaluation.Line;
import dev.weir.router.learning.RoutingEvaluation.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An evaluation as lines of text, prompt length beside difficulty. */
public final class EvaluationTable {

    private EvaluationTable() {}

    /** A table of sets with outcomes, then one of labelled contrasts. */
    public static List<String> lines(Report report) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%-30s %6s %6s %6s | %6s %6s %6s %6s %6s | %6s %6s %6s %6s",
                "SET",
                "ROWS",
                "SMALL",
                "STRONG",
                "APGR",
                "CPT50",
                "CPT80",
                "AUROC",
                "ECE",
                "LENGTH",
                "CPT50",
                "CPT80",
                "AUROC"));
        for (Line line : report.lines()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-30s %6d %6.3f %6.3f | %6.3f %6.3f %6.3f %6.3f %6.3f | %6.3f %6.3f %6.3f %6.3f",
                    line.set(),
                    line.rows(),
                    line.local(),
                    line.cloud(),
                    line.difficulty().apgr(),
                    line.difficulty().cpt50(),
                    line.difficulty().cpt80(),
                    line.difficulty().auroc(),
                    line.calibrationError(),
                    line.length().apgr(),
                    line.length().cpt50(),
                    line.length().cpt80(),
                    line.length().auroc()));
        }
        lines.add("");
        lines.add(String.format(
                Locale.ROOT, "%-44s %6s | %6s | %6s", "HARD AGAINST EASY, BY LABEL", "ROWS", "AUROC", "LENGTH"));
        for (Contrast contrast : report.contrasts()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-44s %6d | %6.3f | %6.3f",
                    contrast.name(),
                    contrast.rows(),
                    contrast.difficulty(),
                    contrast.length()));
        }
        return lines;
    }

    /** A table of how judged answers tell right from wrong, prompts alone beside it. */
    static List<String> judged(List<JudgeTraining.Line> measured) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%-24s %7s %6s | %6s %6s %6s %6s %6s | %6s %6s %6s %6s",
                "ANSWERS",
                "COUNT",
                "WRONG",
                "AUROC",
                "APGR",
                "CPT50",
                "CPT80",
                "ECE",
                "PROMPT",
                "APGR",
                "CPT50",
                "CPT80"));
        for (JudgeTraining.Line line : measured) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-24s %7d %6.3f | %6.3f %6.3f %6.3f %6.3f %6.3f | %6.3f %6.3f %6.3f %6.3f",
                    line.set(),
                    line.answers(),
                    line.wrong(),
                    line.wrongAfter(),
                    line.after().apgr(),
                    line.after().cpt50(),
                    line.after().cpt80(),
                    line.calibrationError(),
                    line.wrongBefore(),
                    line.before().apgr(),
                    line.before().cpt50(),
                    line.before().cpt80()));
        }
        return lines;
    }
}
