package dev.weir.policy;

/**
 * Turns facts into a verdict. Thread-safe; never throws on account of the facts: a rule that cannot be evaluated counts
 * as its own effect or stricter.
 */
public interface PolicyEngine {

    /** The version that decides now. */
    PolicyVersion version();

    PolicyDecision decide(Facts facts);
}
