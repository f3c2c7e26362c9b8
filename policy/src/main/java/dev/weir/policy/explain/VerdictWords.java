package dev.weir.policy.explain;

import dev.weir.policy.Effect;
import dev.weir.policy.Preference;
import java.util.List;
import java.util.Map;

/** Says what a verdict means for a request. */
final class VerdictWords {

    private VerdictWords() {}

    /** What a verdict would do otherwise than the one it is compared with; the effect counts for more than a wish. */
    static String change(
            Effect now, Effect then, Map<String, Effect> targetsNow, Map<String, Effect> targetsThen, Preference wish) {
        if (now != then) {
            return would(then);
        }
        List<String> changed = targetsThen.keySet().stream()
                .filter(target -> targetsThen.get(target) != targetsNow.get(target))
                .sorted()
                .map(target -> would(targetsThen.getOrDefault(target, then)) + " for " + target)
                .toList();
        return changed.isEmpty() ? would(wish) : String.join(" and ", changed);
    }

    private static String would(Effect effect) {
        return switch (effect) {
            case CLOUD_AS_IS -> "could leave as it is";
            case CLOUD_PSEUDONYMISED -> "could leave under pseudonyms";
            case LOCAL_ONLY -> "would stay local";
            case BLOCK -> "would be blocked";
        };
    }

    private static String would(Preference preference) {
        return switch (preference) {
            case NONE -> "would have no preference";
            case CLOUD -> "would prefer the cloud";
            case LOCAL_FIRST -> "would try the local model first";
            case LOCAL -> "would prefer to stay local";
        };
    }
}
