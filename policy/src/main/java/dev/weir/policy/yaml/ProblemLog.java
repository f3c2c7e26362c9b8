package dev.weir.policy.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Collects the problems of one file. */
final class ProblemLog {
    private final String file;
    /** Errors, and likewise warnings, that are listed; nobody reads more. */
    static final int MOST = 1000;

    private static final int MOST_NAMES = 50;
    private static final int LONGEST = 300;

    private final List<PolicyProblem> problems = new ArrayList<>();
    private int errors;
    private int warnings;

    ProblemLog(String file) {
        this.file = file;
    }

    void add(ProblemCode code, Node node, String message, String help) {
        add(code, position(node.getStartMark()), message, help);
    }

    void add(ProblemCode code, SourcePosition position, String message, String help) {
        if (hasRoom(code, position)) {
            problems.add(new PolicyProblem(code, position, shortened(message), shortened(help), Optional.empty()));
        }
    }

    /** Reports a name that isn't known, with the nearest that is. */
    void addUnknown(ProblemCode code, Node node, String what, String name, Collection<String> known) {
        addUnknown(code, position(node.getStartMark()), what + " `" + name + "`", name, known);
    }

    void addUnknown(ProblemCode code, SourcePosition position, String message, String name, Collection<String> known) {
        if (hasRoom(code, position)) {
            List<String> names = known.stream().limit(MOST_NAMES).toList();
            String more = known.size() > MOST_NAMES ? " and " + (known.size() - MOST_NAMES) + " more" : "";
            String help = "known here: " + String.join(", ", names) + more;
            problems.add(new PolicyProblem(
                    code, position, shortened(message), shortened(help), NameSuggester.nearest(name, known)));
        }
    }

    private boolean hasRoom(ProblemCode code, SourcePosition position) {
        int sofar = code.isWarning() ? ++warnings : ++errors;
        if (sofar == MOST + 1) {
            problems.add(new PolicyProblem(
                    code.isWarning() ? ProblemCode.MORE_WARNINGS : ProblemCode.TOO_MANY,
                    position,
                    "there are more than " + MOST + (code.isWarning() ? " warnings" : " errors"),
                    "the rest is not listed",
                    Optional.empty()));
        }
        return sofar <= MOST;
    }

    /** Text that quotes what may be the whole file. */
    private static String shortened(String text) {
        return text.length() <= LONGEST
                ? text
                : text.substring(
                                0, text.offsetByCodePoints(0, Math.min(LONGEST, text.codePointCount(0, text.length()))))
                        + "…";
    }

    SourcePosition position(Mark mark) {
        return new SourcePosition(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    SourcePosition at(int line, int column) {
        return new SourcePosition(file, line, column);
    }

    boolean hasErrors() {
        return errors > 0;
    }

    /** All problems in the order of the file. */
    List<PolicyProblem> sorted() {
        return problems.stream()
                .distinct()
                .sorted(Comparator.comparing(PolicyProblem::position))
                .toList();
    }
}
