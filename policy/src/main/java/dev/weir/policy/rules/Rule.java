package dev.weir.policy.rules;

import dev.weir.policy.condition.Condition;

/**
 * One rule.
 *
 * @param id unique within its policy
 * @param description what its author says of it; may be empty
 * @param line where it starts in the policy file, from 1
 */
public record Rule(String id, String description, int line, Condition when, RuleEffect effect) {}
