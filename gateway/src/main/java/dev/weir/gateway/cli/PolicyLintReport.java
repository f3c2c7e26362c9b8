package dev.weir.gateway.cli;

import dev.weir.policy.yaml.PolicyLoading;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code weir policy lint} prints of one file. */
record PolicyLintReport(PolicyFile file) {

    List<String> lines(Paint paint) {
        ProblemLines lines = new ProblemLines(file.content(), paint);
        return file.problems().stream()
                .flatMap(problem -> lines.of(problem).stream())
                .toList();
    }

    /** Whether there is no error, and where it is strict no warning either. */
    boolean isSound(boolean strict) {
        return errors() == 0 && (!strict || file.problems().isEmpty());
    }

    private long errors() {
        return file.problems().stream()
                .filter(problem -> !problem.code().isWarning())
                .count();
    }

    /** One line for the end. */
    String summary() {
        if (file.problems().isEmpty()) {
            return file.name() + ": no problem found";
        }
        long errors = errors();
        return file.name() + ": " + counted(errors, "error") + ", "
                + counted(file.problems().size() - errors, "warning")
                + (errors > 0 ? "; it would not be loaded" : "; it loads");
    }

    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("file", file.name());
        node.put("valid", file.loading() instanceof PolicyLoading.Loaded);
        ProblemLines.json(file.problems(), node.putArray("problems"));
        return node;
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
