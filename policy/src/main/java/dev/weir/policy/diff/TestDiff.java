package dev.weir.policy.diff;

import dev.weir.policy.diff.PolicyChange.Part;
import dev.weir.policy.testing.PolicyTestCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares the cases that two policies carry by their names. */
final class TestDiff {
    private TestDiff() {}

    static List<PolicyChange> of(List<PolicyTestCase> before, List<PolicyTestCase> after) {
        Map<String, PolicyTestCase> old = byName(before);
        Map<String, PolicyTestCase> now = byName(after);
        List<PolicyChange> changes = new ArrayList<>();
        old.forEach((name, _) -> {
            if (!now.containsKey(name)) {
                changes.add(PolicyChange.removed(Part.TEST, name, "case", Bearing.NONE));
            }
        });
        now.forEach((name, is) -> {
            PolicyTestCase was = old.get(name);
            if (was == null) {
                changes.add(PolicyChange.added(Part.TEST, name, "case", Bearing.NONE));
            } else {
                compare(was, is, changes);
            }
        });
        return changes;
    }

    private static void compare(PolicyTestCase was, PolicyTestCase is, List<PolicyChange> changes) {
        if (!was.facts().equals(is.facts())
                || !was.texts().equals(is.texts())
                || !was.answer().equals(is.answer())) {
            changes.add(PolicyChange.changed(Part.TEST, is.name(), "request", "other", "other", Bearing.NONE));
        }
        if (!was.expect().equals(is.expect())) {
            changes.add(PolicyChange.changed(Part.TEST, is.name(), "expect", "other", "other", Bearing.NONE));
        }
    }

    private static Map<String, PolicyTestCase> byName(List<PolicyTestCase> tests) {
        Map<String, PolicyTestCase> byName = new LinkedHashMap<>();
        tests.forEach(test -> byName.put(test.name(), test));
        return byName;
    }
}
