package dev.weir.gateway.cli;

import dev.weir.policy.detection.Finding;
import dev.weir.policy.mutation.MutationReport;
import dev.weir.policy.mutation.MutationTest;
import dev.weir.policy.testing.JUnitReport;
import dev.weir.policy.testing.PolicyTestResult;
import dev.weir.policy.testing.PolicyTestRunner;
import dev.weir.policy.testing.RuleCoverage;
import dev.weir.policy.yaml.PolicyLoader;
import dev.weir.policy.yaml.PolicyLoading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code weir policy test} prints of one file.
 *
 * @param results empty where the policy is not valid
 */
record PolicyTestReport(
        PolicyFile file,
        List<PolicyTestResult> results,
        Optional<RuleCoverage> coverage,
        Optional<MutationReport> mutation) {

    /** Runs the cases of a file. Mutants are only run where all cases pass: another result would mean nothing. */
    static PolicyTestReport run(PolicyFile file, boolean withCoverage, boolean withMutants) {
        if (!(file.loading() instanceof PolicyLoading.Loaded loaded)) {
            return new PolicyTestReport(file, List.of(), Optional.empty(), Optional.empty());
        }
        Function<String, List<Finding>> detector = file.detector(loaded.policy().detection());
        List<PolicyTestResult> results = new PolicyTestRunner(detector).run(loaded.policy(), loaded.tests());
        boolean passed = !results.isEmpty() && results.stream().allMatch(PolicyTestResult::passed);
        return new PolicyTestReport(
                file,
                results,
                withCoverage ? Optional.of(RuleCoverage.of(loaded.policy(), results)) : Optional.empty(),
                withMutants && passed
                        ? Optional.of(MutationTest.run(file.name(), file.content(), PolicyLoader.standard(), detector))
                        : Optional.empty());
    }

    String name() {
        return file.name();
    }

    boolean isValid() {
        return file.loading() instanceof PolicyLoading.Loaded;
    }

    boolean passed() {
        return !results.isEmpty() && failed() == 0;
    }

    private long failed() {
        return results.stream().filter(result -> !result.passed()).count();
    }

    List<String> lines(Paint paint) {
        List<String> lines = new ArrayList<>();
        if (!isValid()) {
            ProblemLines problems = new ProblemLines(file.content(), paint);
            file.problems().forEach(problem -> lines.addAll(problems.of(problem)));
            return lines;
        }
        for (PolicyTestResult result : results) {
            String mark = result.passed() ? paint.green("ok    ") : paint.red("FAIL  ");
            lines.add(mark + name() + ":" + result.test().line() + "  "
                    + result.test().name());
            result.failures().forEach(failure -> lines.add("        " + failure));
        }
        lines.add(name() + ": " + (results.size() - failed()) + " passed, " + failed() + " failed");
        coverage.ifPresent(it -> lines.addAll(lines(it)));
        mutation.ifPresent(it -> lines.addAll(lines(it)));
        return lines;
    }

    private List<String> lines(RuleCoverage covered) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("coverage: " + covered.covered() + " of " + covered.parts().size()
                + " levels and rules match in some case and don't in another");
        covered.parts().stream().filter(part -> !part.isCovered()).forEach(part -> {
            String what = part.neverMatches() ? "no case makes it match" : "every case makes it match";
            lines.add("  " + name() + ":" + part.line() + "  " + part.id() + ": " + what);
        });
        return lines;
    }

    private static List<String> lines(MutationReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("mutation score: " + report.score() + " %, " + report.killed() + " of " + report.mutants()
                + " mutants noticed by some case");
        report.survivors().forEach(survivor -> {
            lines.add("  " + survivor.position() + "  " + survivor.owner() + ": "
                    + survivor.kind().replace('_', ' '));
            lines.add("      " + oneLine(survivor.from()) + "  ->  " + oneLine(survivor.to()));
            lines.add("      would be noticed by: " + survivor.hint());
        });
        return lines;
    }

    JUnitReport.Suite suite() {
        Optional<String> problem = Optional.empty();
        if (file.loading() instanceof PolicyLoading.Rejected rejected) {
            problem = Optional.of(rejected.report());
        } else if (results.isEmpty()) {
            problem = Optional.of("the policy carries no cases");
        }
        return new JUnitReport.Suite(name(), results, problem);
    }

    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("file", name()).put("valid", isValid());
        ProblemLines.json(file.problems(), node.putArray("problems"));
        node.put("passed", results.size() - failed()).put("failed", failed());
        ArrayNode cases = node.putArray("cases");
        for (PolicyTestResult result : results) {
            ArrayNode failures = cases.addObject()
                    .put("name", result.test().name())
                    .put("line", result.test().line())
                    .put("passed", result.passed())
                    .putArray("failures");
            result.failures().forEach(failures::add);
        }
        coverage.ifPresent(it -> json(it, node.putObject("coverage")));
        mutation.ifPresent(it -> json(it, node.putObject("mutation")));
        return node;
    }

    private static void json(RuleCoverage covered, ObjectNode node) {
        node.put("covered", covered.covered()).put("of", covered.parts().size());
        ArrayNode parts = node.putArray("parts");
        for (RuleCoverage.Part part : covered.parts()) {
            parts.addObject()
                    .put("id", part.id())
                    .put("line", part.line())
                    .put("matched", part.matched())
                    .put("not_matched", part.notMatched())
                    .put("failed", part.failed())
                    .put("covered", part.isCovered());
        }
    }

    private static void json(MutationReport report, ObjectNode node) {
        node.put("score", report.score())
                .put("mutants", report.mutants())
                .put("killed", report.killed())
                .put("invalid", report.invalid());
        ArrayNode survivors = node.putArray("survivors");
        for (MutationReport.Survivor survivor : report.survivors()) {
            survivors
                    .addObject()
                    .put("line", survivor.position().line())
                    .put("column", survivor.position().column())
                    .put("owner", survivor.owner())
                    .put("kind", survivor.kind())
                    .put("from", survivor.from())
                    .put("to", survivor.to())
                    .put("hint", survivor.hint());
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*\\n\\s*", " ").strip();
    }
}
