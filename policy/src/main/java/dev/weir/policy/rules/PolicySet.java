package dev.weir.policy.rules;

import dev.weir.policy.Capture;
import dev.weir.policy.Effect;
import java.util.List;

/**
 * One valid policy, whole. Immutable.
 *
 * @param sha256 hash of the file it came from, lower-case hexadecimal
 * @param byDefault the effect where no rule is stricter
 * @param defaultLine the line of the file that sets it, from 1
 * @param answers what is done with what a cloud model's answer says of its own
 * @param capture what is kept of the content where no rule says so
 * @param levels in the order of the file
 * @param rules in the order of the file, which means nothing
 * @param routing how difficulty chooses where no rule does
 */
public record PolicySet(
        String name,
        String description,
        String sha256,
        Effect byDefault,
        int defaultLine,
        DetectionSettings detection,
        AnswerSettings answers,
        Capture capture,
        List<LevelRule> levels,
        List<Rule> rules,
        RoutingSettings routing,
        List<Budget> budgets) {
    public PolicySet {
        levels = List.copyOf(levels);
        rules = List.copyOf(rules);
        budgets = List.copyOf(budgets);
    }
}
