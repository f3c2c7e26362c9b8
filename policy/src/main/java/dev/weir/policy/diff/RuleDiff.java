package dev.weir.policy.diff;

import dev.weir.policy.Capture;
import dev.weir.policy.Effect;
import dev.weir.policy.Preference;
import dev.weir.policy.condition.ConditionToken;
import dev.weir.policy.diff.PolicyChange.Part;
import dev.weir.policy.rules.Rule;
import dev.weir.policy.rules.RuleEffect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares the rules of two policies by their ids. */
final class RuleDiff {
    private RuleDiff() {}

    static List<PolicyChange> of(List<Rule> before, List<Rule> after) {
        List<PolicyChange> changes = new ArrayList<>();
        Map<String, Rule> old = byId(before);
        Map<String, Rule> now = byId(after);
        before.stream()
                .filter(rule -> !now.containsKey(rule.id()))
                .forEach(rule -> changes.add(
                        PolicyChange.removed(Part.RULE, rule.id(), written(rule), removing(rule.effect()))));
        for (Rule rule : after) {
            Rule was = old.get(rule.id());
            if (was == null) {
                changes.add(PolicyChange.added(Part.RULE, rule.id(), written(rule), adding(rule.effect())));
            } else {
                changes.addAll(changes(was, rule));
            }
        }
        return changes;
    }

    private static List<PolicyChange> changes(Rule was, Rule is) {
        List<PolicyChange> changes = new ArrayList<>();
        String old = was.when().source();
        String now = is.when().source();
        if (!ConditionToken.canonical(old).equals(ConditionToken.canonical(now))) {
            // A rule on targets closes none where there is none, so one that becomes such a rule may loosen.
            boolean isAlike = was.when().readsTarget() == is.when().readsTarget();
            // Judged under both effects: where the effect changes too, either one may be the one that counts.
            Bearing bearing = condition(old, now, was.effect())
                    .worst(condition(old, now, is.effect()))
                    .worst(isAlike ? Bearing.NONE : Bearing.UNKNOWN);
            changes.add(PolicyChange.changed(Part.RULE, is.id(), "when", old.strip(), now.strip(), bearing));
        }
        if (!was.effect().equals(is.effect())) {
            changes.add(PolicyChange.changed(
                    Part.RULE,
                    is.id(),
                    "effect",
                    was.effect().written(),
                    is.effect().written(),
                    effect(was.effect(), is.effect())));
        }
        return changes;
    }

    private static Bearing adding(RuleEffect effect) {
        return mayLoosen(effect) ? Bearing.CAN_LOOSEN : Bearing.TIGHTENS_ONLY;
    }

    /** What goes to the local model first may go to the cloud after it; what is kept counts like what leaves. */
    private static boolean mayLoosen(RuleEffect effect) {
        return switch (effect) {
            case RuleEffect.Tighten _ -> false;
            case RuleEffect.Prefer(Preference wish) -> wish != Preference.LOCAL;
            case RuleEffect.Keep(Capture capture) -> capture != Capture.NONE;
        };
    }

    /** Even a wish for the cloud closes it when its condition fails, so that its removal may loosen. */
    private static Bearing removing(RuleEffect effect) {
        return effect.equals(new RuleEffect.Prefer(Preference.CLOUD)) ? Bearing.UNKNOWN : Bearing.CAN_LOOSEN;
    }

    private static Bearing effect(RuleEffect was, RuleEffect is) {
        return switch (is) {
            case RuleEffect.Keep(Capture now) ->
                was instanceof RuleEffect.Keep(Capture old) && now.compareTo(old) > 0
                        ? Bearing.TIGHTENS_ONLY
                        : Bearing.CAN_LOOSEN;
            case RuleEffect.Prefer(Preference wish) ->
                was instanceof RuleEffect.Prefer(Preference old) && wish.compareTo(old) > 0
                        ? Bearing.TIGHTENS_ONLY
                        : Bearing.CAN_LOOSEN;
            case RuleEffect.Tighten(Effect now) ->
                switch (was) {
                    case RuleEffect.Tighten(Effect old) ->
                        now.compareTo(old) > 0 ? Bearing.TIGHTENS_ONLY : Bearing.CAN_LOOSEN;
                    case RuleEffect.Prefer(Preference wish) ->
                        wish == Preference.CLOUD || !now.allowsCloud() ? Bearing.TIGHTENS_ONLY : Bearing.UNKNOWN;
                    case RuleEffect.Keep _ -> Bearing.CAN_LOOSEN;
                };
        };
    }

    private static Bearing condition(String old, String now, RuleEffect effect) {
        boolean wishesCloud = effect.equals(new RuleEffect.Prefer(Preference.CLOUD));
        // Where failing is stricter than matching, a part that newly holds may hide another's failure.
        boolean failureIsStricter = !(effect instanceof RuleEffect.Tighten(Effect own)) || own.allowsCloud();
        boolean mayHide =
                failureIsStricter && (ConditionChange.canAbsorbFailure(old) || ConditionChange.canAbsorbFailure(now));
        return switch (ConditionChange.of(old, now)) {
            case MATCHES_MORE ->
                mayLoosen(effect) ? Bearing.CAN_LOOSEN : mayHide ? Bearing.UNKNOWN : Bearing.TIGHTENS_ONLY;
            case MATCHES_FEWER -> wishesCloud ? Bearing.UNKNOWN : Bearing.CAN_LOOSEN;
            case NOT_KNOWN -> Bearing.UNKNOWN;
        };
    }

    private static String written(Rule rule) {
        return rule.effect().written() + " when " + rule.when().source().strip();
    }

    private static Map<String, Rule> byId(List<Rule> rules) {
        Map<String, Rule> byId = new LinkedHashMap<>();
        rules.forEach(rule -> byId.put(rule.id(), rule));
        return byId;
    }
}
