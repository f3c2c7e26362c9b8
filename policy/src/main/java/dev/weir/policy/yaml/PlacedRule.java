package dev.weir.policy.yaml;

import dev.weir.policy.rules.Rule;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A rule and where its effect stands.
 *
 * @param effect the node of its effect
 */
record PlacedRule(Rule rule, Node effect) {}
