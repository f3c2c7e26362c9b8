package dev.weir.policy.condition;

import java.util.Arrays;
import java.util.List;

/** Where a condition stands, which settles the facts it may name. */
public enum ConditionScope {
    /** A sensitivity level's condition: the sensitivity is not known yet, and it is that of the request, not a target. */
    LEVEL,
    /** A rule's condition. */
    RULE;

    /** The facts a condition may name here, as written. */
    public List<String> factNames() {
        return facts().stream().map(Fact::written).toList();
    }

    List<Fact> facts() {
        return Arrays.stream(Fact.values())
                .filter(fact -> this == RULE || (fact != Fact.SENSITIVITY && !fact.ofTarget()))
                .toList();
    }
}
