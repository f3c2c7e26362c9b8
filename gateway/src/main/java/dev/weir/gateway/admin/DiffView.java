package dev.weir.gateway.admin;

import dev.weir.policy.diff.PolicyChange;
import dev.weir.policy.diff.PolicyDiff;
import dev.weir.policy.diff.PolicyDiffText;
import java.util.List;
import java.util.Optional;

/**
 * What changed in meaning between two policies, as JSON.
 *
 * @param bearing what all changes together can do: {@code none}, {@code tightens_only}, {@code unknown} or {@code can_loosen}
 * @param text the same for people, line by line
 */
record DiffView(VersionView.Name from, VersionView.Name to, String bearing, List<Item> changes, List<String> text) {
    DiffView {
        changes = List.copyOf(changes);
        text = List.copyOf(text);
    }

    /** One change; {@code before} or {@code after} is empty where something was added or removed. */
    record Item(
            String part,
            String subject,
            String aspect,
            Optional<String> before,
            Optional<String> after,
            String bearing) {
        static Item of(PolicyChange change) {
            return new Item(
                    DecisionSummary.lowerCase(change.part()),
                    change.subject(),
                    change.aspect(),
                    change.before(),
                    change.after(),
                    DecisionSummary.lowerCase(change.bearing()));
        }
    }

    static DiffView of(VersionView.Name from, VersionView.Name to, PolicyDiff diff) {
        return new DiffView(
                from,
                to,
                DecisionSummary.lowerCase(diff.bearing()),
                diff.changes().stream().map(Item::of).toList(),
                PolicyDiffText.lines(diff));
    }
}
