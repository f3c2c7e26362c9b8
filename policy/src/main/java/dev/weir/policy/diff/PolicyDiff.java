package dev.weir.policy.diff;

import dev.weir.policy.diff.PolicyChange.Part;
import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.rules.RuleEffect;
import dev.weir.policy.testing.PolicyTestCase;
import java.util.ArrayList;
import java.util.List;

/**
 * What changed between two policies in meaning. The order of rules, the layout of the file, comments and spaces mean
 * nothing and never show.
 *
 * @param changes in the order of a policy's sections
 */
public record PolicyDiff(List<PolicyChange> changes) {
    public PolicyDiff {
        changes = List.copyOf(changes);
    }

    /** Compares two policies. */
    public static PolicyDiff of(PolicySet before, PolicySet after) {
        return of(before, List.of(), after, List.of());
    }

    /** Compares two policies and the cases that they carry. */
    public static PolicyDiff of(
            PolicySet before, List<PolicyTestCase> testsBefore, PolicySet after, List<PolicyTestCase> testsAfter) {
        List<PolicyChange> changes = new ArrayList<>();
        text(Part.NAME, before.name(), after.name(), changes);
        text(Part.DESCRIPTION, before.description(), after.description(), changes);
        changes.addAll(DetectionDiff.of(before.detection(), after.detection()));
        if (before.byDefault() != after.byDefault()) {
            changes.add(PolicyChange.changed(
                    Part.DEFAULT,
                    "",
                    "",
                    RuleEffect.written(before.byDefault()),
                    RuleEffect.written(after.byDefault()),
                    after.byDefault().compareTo(before.byDefault()) > 0 ? Bearing.TIGHTENS_ONLY : Bearing.CAN_LOOSEN));
        }
        changes.addAll(LevelDiff.of(before, after));
        changes.addAll(RuleDiff.of(before.rules(), after.rules()));
        changes.addAll(AnswersDiff.of(before.answers(), after.answers()));
        if (before.capture() != after.capture()) {
            changes.add(PolicyChange.changed(
                    Part.CAPTURE,
                    "",
                    "",
                    before.capture().written(),
                    after.capture().written(),
                    after.capture().compareTo(before.capture()) > 0 ? Bearing.TIGHTENS_ONLY : Bearing.CAN_LOOSEN));
        }
        changes.addAll(RoutingDiff.of(before.routing(), after.routing()));
        changes.addAll(BudgetDiff.of(before.budgets(), after.budgets()));
        changes.addAll(TestDiff.of(testsBefore, testsAfter));
        return new PolicyDiff(changes);
    }

    /** What all changes together can do: each one counts on its own, so the most worrying decides. */
    public Bearing bearing() {
        return changes.stream().map(PolicyChange::bearing).reduce(Bearing.NONE, Bearing::worst);
    }

    /** Whether the two mean the same. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    private static void text(Part part, String before, String after, List<PolicyChange> changes) {
        if (!before.equals(after)) {
            changes.add(PolicyChange.changed(part, "", "", before, after, Bearing.NONE));
        }
    }
}
