package dev.weir.policy.diff;

import dev.weir.policy.condition.EntityNames;
import dev.weir.policy.detection.Entity.Category;
import dev.weir.policy.diff.PolicyChange.Part;
import dev.weir.policy.rules.AnswerAction;
import dev.weir.policy.rules.AnswerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Compares what two policies do with what answers say of their own. */
final class AnswersDiff {

    private AnswersDiff() {}

    static List<PolicyChange> of(AnswerSettings before, AnswerSettings after) {
        List<PolicyChange> changes = new ArrayList<>();
        if (before.byDefault() != after.byDefault()) {
            changes.add(
                    change("default", Optional.of(before.byDefault()), Optional.of(after.byDefault()), before, after));
        }
        TreeSet<String> names = new TreeSet<>(before.byName().keySet());
        names.addAll(after.byName().keySet());
        for (String name : names) {
            Optional<AnswerAction> was = Optional.ofNullable(before.byName().get(name));
            Optional<AnswerAction> is = Optional.ofNullable(after.byName().get(name));
            if (!was.equals(is)) {
                changes.add(change(name.toLowerCase(Locale.ROOT), was, is, before, after));
            }
        }
        return changes;
    }

    private static PolicyChange change(
            String name,
            Optional<AnswerAction> was,
            Optional<AnswerAction> is,
            AnswerSettings before,
            AnswerSettings after) {
        // What an entity without a line of its own falls back on may be its category's, which isn't known here.
        boolean looser = least(is, after, name).compareTo(most(was, before, name)) < 0;
        return new PolicyChange(
                Part.ANSWER,
                name,
                "",
                was.map(AnswerAction::written),
                is.map(AnswerAction::written),
                looser ? Bearing.CAN_LOOSEN : Bearing.TIGHTENS_ONLY);
    }

    private static AnswerAction least(Optional<AnswerAction> own, AnswerSettings settings, String name) {
        return own.orElseGet(() ->
                fallbacks(settings, name).stream().min(AnswerAction::compareTo).orElse(settings.byDefault()));
    }

    private static AnswerAction most(Optional<AnswerAction> own, AnswerSettings settings, String name) {
        return own.orElseGet(() ->
                fallbacks(settings, name).stream().max(AnswerAction::compareTo).orElse(settings.byDefault()));
    }

    private static List<AnswerAction> fallbacks(AnswerSettings settings, String name) {
        List<AnswerAction> actions = new ArrayList<>(List.of(settings.byDefault()));
        if (EntityNames.category(name).isEmpty()) {
            for (Category category : Category.values()) {
                Optional.ofNullable(settings.byName().get(category.name())).ifPresent(actions::add);
            }
        }
        return actions;
    }
}
