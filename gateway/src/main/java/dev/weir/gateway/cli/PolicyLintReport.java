package dev.weir.gateway.cli;

import dev.weir.policy.yaml.PolicyLoading;
import dev.weir.policy.yaml.PolicyProblem;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code weir policy lint} prints of one file. */
record PolicyLintReport(PolicyFile file) {

    List<PolicyProblem> problems() {
        return switch (file.loading()) {
            case PolicyLoading.Loaded loaded -> loaded.warnings();
            case PolicyLoading.Rejected rejected -> rejected.problems();
        };
    }

    long errors() {
        return problems().stream()
                .filter(problem -> !problem.code().isWarning())
                .count();
    }

    long warnings() {
        return problems().size() - errors();
    }

    /** One line for the end. */
    String summary() {
        if (problems().isEmpty()) {
            return file.name() + ": no problem found";
        }
        return file.name() + ": " + counted(errors(), "error") + ", " + counted(warnings(), "warning")
                + (errors() > 0 ? "; it would not be loaded" : "; it loads");
    }

    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("file", file.name());
        node.put("valid", file.loading() instanceof PolicyLoading.Loaded);
        ArrayNode problems = node.putArray("problems");
        for (PolicyProblem problem : problems()) {
            ObjectNode written = problems.addObject()
                    .put("code", problem.code().code())
                    .put("severity", problem.code().isWarning() ? "warning" : "error")
                    .put("line", problem.position().line())
                    .put("column", problem.position().column())
                    .put("message", problem.message())
                    .put("help", problem.help());
            problem.nearest().ifPresent(nearest -> written.put("nearest", nearest));
        }
        return node;
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
