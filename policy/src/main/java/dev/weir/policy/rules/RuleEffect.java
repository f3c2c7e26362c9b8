package dev.weir.policy.rules;

import dev.weir.policy.Capture;
import dev.weir.policy.Effect;
import dev.weir.policy.Preference;
import java.util.Locale;

/** What a rule does when it matches. */
public sealed interface RuleEffect {

    /** Makes the verdict at least this strict. */
    record Tighten(Effect effect) implements RuleEffect {}

    /** Wishes who answers, within the effect that the other rules leave. */
    record Prefer(Preference preference) implements RuleEffect {}

    /** Says what is kept of the content; leaves the verdict alone. */
    record Keep(Capture capture) implements RuleEffect {}

    /**
     * The effect it stands for when its condition fails: its own, and never one that lets anything reach the cloud.
     */
    default Effect whenErrored() {
        return switch (this) {
            case Tighten tighten -> tighten.effect().strictest(Effect.LOCAL_ONLY);
            case Prefer _, Keep _ -> Effect.LOCAL_ONLY;
        };
    }

    /** As policy files write it. */
    default String written() {
        return switch (this) {
            case Tighten tighten -> written(tighten.effect());
            case Prefer prefer -> "prefer_" + prefer.preference().name().toLowerCase(Locale.ROOT);
            case Keep keep -> "capture: " + keep.capture().written();
        };
    }

    /** An effect as policy files write it. */
    static String written(Effect effect) {
        return switch (effect) {
            case CLOUD_AS_IS -> "cloud: as_is";
            case CLOUD_PSEUDONYMISED -> "cloud: pseudonymised";
            case LOCAL_ONLY -> "local_only";
            case BLOCK -> "block";
        };
    }
}
