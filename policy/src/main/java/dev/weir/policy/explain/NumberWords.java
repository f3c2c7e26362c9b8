package dev.weir.policy.explain;

import dev.weir.policy.explain.Counterfactual.Bound;
import dev.weir.policy.explain.Counterfactual.Direction;
import java.math.BigDecimal;

/**
 * Speaks of a plain number.
 *
 * @param of stands before a number, {@code a difficulty of } for instance
 * @param beyond stands before {@code above} and {@code under}
 * @param one stands after the number 1
 * @param many stands after every other number
 */
record NumberWords(String of, String beyond, String one, String many) implements Dial.Words {

    static NumberWords counting(String one, String many) {
        return new NumberWords("", "", " " + one, " " + many);
    }

    @Override
    public String value(BigDecimal value) {
        return value.toPlainString();
    }

    @Override
    public String where(BigDecimal boundary, Bound bound, Direction direction) {
        String number = value(boundary) + (boundary.compareTo(BigDecimal.ONE) == 0 ? one : many);
        return switch (bound) {
            case EXACT -> "with " + of + "exactly " + number;
            case EXCLUSIVE -> "with " + beyond + (direction == Direction.UP ? "above " : "under ") + number;
            case INCLUSIVE -> direction == Direction.UP ? "from " + of + number : upTo(boundary, number);
        };
    }

    private String upTo(BigDecimal boundary, String number) {
        return boundary.signum() == 0 && of.isEmpty() ? "without" + many : "at " + of + number + " or less";
    }
}
