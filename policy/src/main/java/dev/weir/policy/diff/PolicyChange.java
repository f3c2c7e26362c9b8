package dev.weir.policy.diff;

import java.util.Optional;

/**
 * One change.
 *
 * @param part what changed
 * @param subject which one: a rule's id, a level, a pack; empty where there is only one
 * @param aspect what of it: {@code when}, {@code effect} or {@code limit} for instance; empty where it is all of it
 * @param before what was; empty where it was added
 * @param after what is; empty where it was removed
 */
public record PolicyChange(
        Part part, String subject, String aspect, Optional<String> before, Optional<String> after, Bearing bearing) {

    /** Parts of a policy. */
    public enum Part {
        NAME,
        DESCRIPTION,
        DEFAULT,
        PACK,
        THRESHOLD,
        DICTIONARY,
        PATTERN,
        ALLOW,
        LEVEL,
        RULE,
        ANSWER,
        CAPTURE,
        ROUTING,
        BUDGET,
        TEST
    }

    static PolicyChange added(Part part, String subject, String what, Bearing bearing) {
        return new PolicyChange(part, subject, "", Optional.empty(), Optional.of(what), bearing);
    }

    static PolicyChange removed(Part part, String subject, String what, Bearing bearing) {
        return new PolicyChange(part, subject, "", Optional.of(what), Optional.empty(), bearing);
    }

    static PolicyChange changed(
            Part part, String subject, String aspect, String before, String after, Bearing bearing) {
        return new PolicyChange(part, subject, aspect, Optional.of(before), Optional.of(after), bearing);
    }
}
