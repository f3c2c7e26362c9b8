package dev.weir.policy.diff;

import dev.weir.policy.Sensitivity;
import dev.weir.policy.condition.ConditionToken;
import dev.weir.policy.diff.PolicyChange.Part;
import dev.weir.policy.rules.LevelRule;
import dev.weir.policy.rules.PolicySet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares the sensitivity levels of two policies. A rule may hold at one level and not at the next, so a request that
 * gets more sensitive may escape it: what a change of levels does is known only where no rule reads them.
 */
final class LevelDiff {
    private final PolicySet before;
    private final PolicySet after;

    private LevelDiff(PolicySet before, PolicySet after) {
        this.before = before;
        this.after = after;
    }

    static List<PolicyChange> of(PolicySet before, PolicySet after) {
        LevelDiff diff = new LevelDiff(before, after);
        List<PolicyChange> changes = new ArrayList<>();
        for (Sensitivity level : Sensitivity.values()) {
            changes.addAll(diff.of(level));
        }
        return changes;
    }

    private List<PolicyChange> of(Sensitivity level) {
        List<String> gone = without(conditions(before, level), conditions(after, level));
        List<String> come = without(conditions(after, level), conditions(before, level));
        String name = level.name().toLowerCase(Locale.ROOT);
        if (gone.size() == 1 && come.size() == 1) {
            return List.of(
                    PolicyChange.changed(Part.LEVEL, name, "when", gone.getFirst(), come.getFirst(), Bearing.UNKNOWN));
        }
        List<PolicyChange> changes = new ArrayList<>();
        gone.forEach(when -> changes.add(PolicyChange.removed(Part.LEVEL, name, "when " + when, Bearing.UNKNOWN)));
        Bearing adding = readsSensitivity() ? Bearing.UNKNOWN : Bearing.TIGHTENS_ONLY;
        come.forEach(when -> changes.add(PolicyChange.added(Part.LEVEL, name, "when " + when, adding)));
        return changes;
    }

    private boolean readsSensitivity() {
        return after.rules().stream().anyMatch(rule -> rule.when().readsSensitivity());
    }

    private static List<String> conditions(PolicySet policy, Sensitivity level) {
        return policy.levels().stream()
                .filter(rule -> rule.level() == level)
                .map(LevelRule::when)
                .map(when -> when.source().strip())
                .toList();
    }

    private static List<String> without(List<String> conditions, List<String> others) {
        List<String> known = others.stream().map(ConditionToken::canonical).toList();
        return conditions.stream()
                .filter(condition -> !known.contains(ConditionToken.canonical(condition)))
                .toList();
    }
}
