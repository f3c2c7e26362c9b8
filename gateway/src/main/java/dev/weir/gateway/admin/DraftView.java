package dev.weir.gateway.admin;

import dev.weir.gateway.policy.Complaint;
import dev.weir.gateway.policy.PolicyReading;
import dev.weir.policy.diff.PolicyDiff;
import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.testing.PolicyTestResult;
import java.util.List;
import java.util.Optional;

/**
 * What there is to say of a draft, as JSON.
 *
 * @param valid whether it would be put in force
 * @param problems all that is wrong or doubtful in it, in the order of the file
 * @param tests how its own cases ended; a case that fails is no reason to refuse the draft
 * @param changes what it would change about the policy in force; empty where the draft is not valid
 */
record DraftView(
        boolean valid,
        Optional<String> sha256,
        List<ProblemView> problems,
        List<TestView> tests,
        Optional<Changes> changes) {
    DraftView {
        problems = List.copyOf(problems);
        tests = List.copyOf(tests);
    }

    /**
     * How a case ended.
     *
     * @param failures what was expected and what came instead; empty where it passed
     */
    record TestView(String name, int line, boolean passed, List<String> failures) {
        static TestView of(PolicyTestResult result) {
            return new TestView(result.test().name(), result.test().line(), result.passed(), result.failures());
        }
    }

    /** What a draft would change, without its test cases. */
    record Changes(String bearing, List<DiffView.Item> items) {
        static Changes of(PolicyDiff diff) {
            return new Changes(
                    DecisionSummary.lowerCase(diff.bearing()),
                    diff.changes().stream().map(DiffView.Item::of).toList());
        }
    }

    static DraftView refused(PolicyReading.Refused reading) {
        return new DraftView(false, Optional.empty(), problems(reading), List.of(), Optional.empty());
    }

    static DraftView accepted(PolicyReading.Accepted reading, List<PolicyTestResult> tests, PolicySet inForce) {
        return new DraftView(
                true,
                Optional.of(reading.policy().sha256()),
                problems(reading),
                tests.stream().map(TestView::of).toList(),
                Optional.of(Changes.of(PolicyDiff.of(inForce, reading.policy()))));
    }

    static List<ProblemView> problems(PolicyReading reading) {
        List<Complaint> complaints = switch (reading) {
            case PolicyReading.Accepted accepted -> accepted.warnings();
            case PolicyReading.Refused refused -> refused.problems();
        };
        return complaints.stream().map(ProblemView::of).toList();
    }
}
