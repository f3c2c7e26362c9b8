package dev.weir.gateway.admin;

import dev.weir.gateway.policy.Complaint;
import dev.weir.gateway.policy.PolicyReading;
import dev.weir.policy.diff.PolicyDiff;
import dev.weir.policy.rules.PolicySet;
import java.util.List;
import java.util.Optional;

/**
 * What there is to say of a draft, as JSON.
 *
 * @param valid whether it would be put in force
 * @param problems all that is wrong or doubtful in it, in the order of the file
 * @param changes what it would change about the policy in force; empty where the draft is not valid
 */
record DraftView(boolean valid, Optional<String> sha256, List<ProblemView> problems, Optional<Changes> changes) {
    DraftView {
        problems = List.copyOf(problems);
    }

    /** What a draft would change, without its test cases. */
    record Changes(String bearing, List<DiffView.Item> items) {
        static Changes of(PolicyDiff diff) {
            return new Changes(
                    DecisionSummary.lowerCase(diff.bearing()),
                    diff.changes().stream().map(DiffView.Item::of).toList());
        }
    }

    static DraftView of(PolicyReading reading, PolicySet inForce) {
        return switch (reading) {
            case PolicyReading.Refused _ -> new DraftView(false, Optional.empty(), problems(reading), Optional.empty());
            case PolicyReading.Accepted accepted ->
                new DraftView(
                        true,
                        Optional.of(accepted.policy().sha256()),
                        problems(reading),
                        Optional.of(Changes.of(PolicyDiff.of(inForce, accepted.policy()))));
        };
    }

    static List<ProblemView> problems(PolicyReading reading) {
        List<Complaint> complaints = switch (reading) {
            case PolicyReading.Accepted accepted -> accepted.warnings();
            case PolicyReading.Refused refused -> refused.problems();
        };
        return complaints.stream().map(ProblemView::of).toList();
    }
}
