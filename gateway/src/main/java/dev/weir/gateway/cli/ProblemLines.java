package dev.weir.gateway.cli;

import dev.weir.policy.yaml.PolicyProblem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/**
 * A policy's problems for people, each as {@code file:line:column: error CODE: message} with the line itself, a mark
 * below the place, and what to do; and the same as data.
 */
final class ProblemLines {
    private static final int WIDEST = 120;
    private static final int BEFORE = 80;
    private static final int LONGEST_HELP = 200;
    private static final String CUT = "...";

    private final List<String> source;
    private final Paint paint;

    ProblemLines(byte[] content, Paint paint) {
        this.source = new String(content, StandardCharsets.UTF_8)
                .lines()
                .limit(100_000)
                .toList();
        this.paint = paint;
    }

    List<String> of(PolicyProblem problem) {
        boolean warning = problem.code().isWarning();
        String severity = warning ? paint.yellow("warning") : paint.red("error");
        List<String> lines = new ArrayList<>();
        lines.add(paint.bold(problem.position().toString()) + ": " + severity + " "
                + problem.code().code() + ": " + problem.message());
        int line = problem.position().line();
        if (line <= source.size() && !source.get(line - 1).isBlank()) {
            lines.addAll(excerpt(line, problem.position().column()));
        }
        String meant = problem.nearest()
                .map(name -> "did you mean `" + paint.green(name) + "`? ")
                .orElse("");
        lines.add("  help: " + meant + shortened(problem.help()));
        return lines;
    }

    /** Help may list every name there is. */
    private static String shortened(String help) {
        if (help.length() <= LONGEST_HELP) {
            return help;
        }
        String start = help.substring(0, Math.max(0, help.lastIndexOf(", ", LONGEST_HELP)));
        long left = help.substring(start.length()).split(", ", -1).length - 1L;
        return start + " and " + left + " more (-o json lists all)";
    }

    private List<String> excerpt(int line, int column) {
        // Code points, as columns count; what a terminal would act on shows as a space.
        int[] text = source.get(line - 1)
                .codePoints()
                .map(character -> Character.isISOControl(character) ? ' ' : character)
                .toArray();
        int start = column > WIDEST ? Math.min(column - BEFORE, text.length) : 0;
        int end = Math.min(text.length, start + WIDEST);
        String left = start > 0 ? CUT : "";
        String shown = left + new String(text, start, end - start) + (end < text.length ? CUT : "");
        String number = String.valueOf(line);
        String gutter = " ".repeat(number.length());
        String mark = " ".repeat(Math.max(0, left.length() + column - 1 - start)) + paint.red("^");
        return List.of(paint.faint("  " + number + " | ") + shown, paint.faint("  " + gutter + " | ") + mark);
    }

    /** The problems as data. */
    static void json(List<PolicyProblem> problems, ArrayNode list) {
        for (PolicyProblem problem : problems) {
            var written = list.addObject()
                    .put("code", problem.code().code())
                    .put("severity", problem.code().isWarning() ? "warning" : "error")
                    .put("line", problem.position().line())
                    .put("column", problem.position().column())
                    .put("message", problem.message())
                    .put("help", problem.help());
            problem.nearest().ifPresent(nearest -> written.put("nearest", nearest));
        }
    }
}
