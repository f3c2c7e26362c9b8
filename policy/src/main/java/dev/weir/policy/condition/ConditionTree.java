package dev.weir.policy.condition;

import java.util.List;

/**
 * A condition or a part of it, with what came of it for one request. Holds no content of the request.
 *
 * @param text as written
 * @param offset where it starts in the condition, in code points
 * @param relevant whether it had a say: of {@code a && b} where {@code a} is false, {@code b} has none
 * @param parts what it is made of, in order; literals are left out, and a macro such as {@code exists} is one whole
 */
public record ConditionTree(String text, int offset, Value value, boolean relevant, List<ConditionTree> parts) {

    public ConditionTree {
        parts = List.copyOf(parts);
    }

    /** What a part of a condition came to. */
    public sealed interface Value {

        /** A truth value, a number, or one of a few configured words. */
        record Shown(String text) implements Value {}

        /** Text that a client may have written, or what was made of it. */
        record Hidden() implements Value {}

        /**
         * There is none, since it could not be evaluated.
         *
         * @param reason in lower case with underscores
         */
        record Failed(String reason) implements Value {}
    }
}
