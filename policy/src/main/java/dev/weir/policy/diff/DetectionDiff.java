package dev.weir.policy.diff;

import dev.weir.policy.diff.PolicyChange.Part;
import dev.weir.policy.rules.DetectionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Compares what two policies ask of the detector. Finding less can loosen; finding more mostly tightens, but a rule may
 * hold only where nothing is found.
 */
final class DetectionDiff {
    private DetectionDiff() {}

    static List<PolicyChange> of(DetectionSettings before, DetectionSettings after) {
        List<PolicyChange> changes = new ArrayList<>();
        listed(Part.PACK, before.packs(), after.packs(), changes);
        listed(Part.DICTIONARY, dictionaries(before), dictionaries(after), changes);
        listed(Part.PATTERN, patterns(before), patterns(after), changes);
        allowed(before, after, changes);
        thresholds(before, after, changes);
        return changes;
    }

    private static void listed(Part part, List<String> before, List<String> after, List<PolicyChange> changes) {
        before.stream()
                .filter(name -> !after.contains(name))
                .sorted()
                .forEach(name -> changes.add(PolicyChange.removed(part, name, name, Bearing.CAN_LOOSEN)));
        after.stream()
                .filter(name -> !before.contains(name))
                .sorted()
                .forEach(name -> changes.add(PolicyChange.added(part, name, name, Bearing.UNKNOWN)));
    }

    private static List<String> dictionaries(DetectionSettings settings) {
        return settings.dictionaries().stream()
                .map(dictionary -> dictionary.entity().toLowerCase(Locale.ROOT)
                        + (dictionary.hasFile() ? " from " + dictionary.file() : " " + dictionary.terms()))
                .toList();
    }

    private static List<String> patterns(DetectionSettings settings) {
        return settings.patterns().stream()
                .map(pattern -> pattern.name() + ": "
                        + pattern.entity().name().toLowerCase(Locale.ROOT) + " by " + pattern.expression() + " at "
                        + pattern.score() + " " + pattern.context())
                .toList();
    }

    /** What is allowed is found no more. */
    private static void allowed(DetectionSettings before, DetectionSettings after, List<PolicyChange> changes) {
        before.allow().stream()
                .filter(text -> !after.allow().contains(text))
                .sorted()
                .forEach(text -> changes.add(PolicyChange.removed(Part.ALLOW, text, text, Bearing.UNKNOWN)));
        after.allow().stream()
                .filter(text -> !before.allow().contains(text))
                .sorted()
                .forEach(text -> changes.add(PolicyChange.added(Part.ALLOW, text, text, Bearing.CAN_LOOSEN)));
    }

    private static void thresholds(DetectionSettings before, DetectionSettings after, List<PolicyChange> changes) {
        TreeSet<String> entities = new TreeSet<>(before.thresholds().keySet());
        entities.addAll(after.thresholds().keySet());
        for (String entity : entities) {
            Optional<Double> was = Optional.ofNullable(before.thresholds().get(entity));
            Optional<Double> is = Optional.ofNullable(after.thresholds().get(entity));
            if (!was.equals(is)) {
                boolean higher = is.orElse(0.0) > was.orElse(0.0);
                changes.add(new PolicyChange(
                        Part.THRESHOLD,
                        entity.toLowerCase(Locale.ROOT),
                        "",
                        was.map(String::valueOf),
                        is.map(String::valueOf),
                        higher ? Bearing.CAN_LOOSEN : Bearing.UNKNOWN));
            }
        }
    }
}
