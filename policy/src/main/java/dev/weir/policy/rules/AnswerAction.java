package dev.weir.policy.rules;

import java.util.Locale;

/** What is done with something that a cloud model's answer says of its own, from least to most strict. */
public enum AnswerAction {
    /** It is passed on, and counted in the outcome. */
    NOTE,
    /** It is passed on with the entity's name in its place. */
    MASK,
    /** The answer is withheld. */
    BLOCK;

    /** As in policy files. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The stricter of the two. */
    public AnswerAction strictest(AnswerAction other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
