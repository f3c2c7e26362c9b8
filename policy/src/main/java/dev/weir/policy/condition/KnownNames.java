package dev.weir.policy.condition;

import dev.weir.policy.Facts;
import java.util.List;
import java.util.Set;

/**
 * What exists in an installation and policies may therefore speak of. Where there is nothing of a kind, names of
 * that kind are not checked: there is nothing to tell a slip from foresight by. Immutable.
 *
 * @param teams of all API keys
 * @param targets the configured cloud models
 * @param labelKeys keys of the labels that API keys carry
 */
public record KnownNames(Set<String> teams, List<Facts.Target> targets, Set<String> labelKeys) {
    public KnownNames {
        teams = Set.copyOf(teams);
        targets = List.copyOf(targets);
        labelKeys = Set.copyOf(labelKeys);
    }
}
