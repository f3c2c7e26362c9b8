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
    private final List<PolicyProblem> problems = new ArrayList<>();

    ProblemLog(String file) {
        this.file = file;
    }

    void add(ProblemCode code, Node node, String message, String help) {
        add(code, position(node.getStartMark()), message, help);
    }

    void add(ProblemCode code, SourcePosition position, String message, String help) {
        problems.add(new PolicyProblem(code, position, message, help, Optional.empty()));
    }

    /** Reports a name that isn't known, with the nearest that is. */
    void addUnknown(ProblemCode code, Node node, String what, String name, Collection<String> known) {
        addUnknown(code, position(node.getStartMark()), what + " `" + name + "`", name, known);
    }

    void addUnknown(ProblemCode code, SourcePosition position, String message, String name, Collection<String> known) {
        String help = "known here: " + String.join(", ", known);
        problems.add(new PolicyProblem(code, position, message, help, NameSuggester.nearest(name, known)));
    }

    SourcePosition position(Mark mark) {
        return new SourcePosition(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    SourcePosition at(int line, int column) {
        return new SourcePosition(file, line, column);
    }

    boolean hasErrors() {
        return problems.stream().anyMatch(problem -> !problem.code().isWarning());
    }

    /** All problems in the order of the file. */
    List<PolicyProblem> sorted() {
        return problems.stream()
                .distinct()
                .sorted(Comparator.comparing(PolicyProblem::position))
                .toList();
    }
}
