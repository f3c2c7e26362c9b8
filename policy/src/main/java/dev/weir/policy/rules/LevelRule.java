package dev.weir.policy.rules;

import dev.weir.policy.Sensitivity;
import dev.weir.policy.condition.Condition;

/**
 * When a request has a sensitivity level.
 *
 * @param line where it starts in the policy file, from 1
 */
public record LevelRule(Sensitivity level, int line, Condition when) {

    /** How traces name it. */
    public String id() {
        return "sensitivity:" + level.written();
    }

    /** What a level does, as traces write it: {@code sensitivity: restricted}. */
    public static String written(Sensitivity level) {
        return "sensitivity: " + level.written();
    }
}
