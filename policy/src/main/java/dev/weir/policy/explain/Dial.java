package dev.weir.policy.explain;

import dev.weir.policy.Facts;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * One number among the facts that can be turned while all else stays. Its positions are whole numbers in the order of
 * the values they stand for, so that neighbours have nothing between them.
 *
 * @param fact its name, as in {@link Counterfactual#fact()}
 * @param now the position of the value as it is
 * @param least the lowest position
 * @param most the highest one
 * @param shown the value at a position
 * @param position the last position not above a value
 * @param landmarks values where a verdict may change, those out of range too
 * @param turned the facts at a position
 * @param scale what a change is measured by
 * @param words how to speak of it
 */
record Dial(
        String fact,
        long now,
        long least,
        long most,
        LongFunction<BigDecimal> shown,
        ToLongFunction<Double> position,
        Collection<Double> landmarks,
        LongFunction<Facts> turned,
        Scale scale,
        Words words) {

    /** How far apart two values are, 0 to 1. */
    @FunctionalInterface
    interface Scale {
        double distance(double from, double to);

        /** In relation to the larger of the two. */
        static double relative(double from, double to) {
            double largest = Math.max(Math.abs(from), Math.abs(to));
            return largest == 0 ? 0 : Math.abs(from - to) / largest;
        }
    }

    /** Turns values into phrases, such as {@code from 11 findings of EMAIL}. */
    interface Words {
        /** The value alone, such as {@code 0.7} or {@code 10:15 UTC}. */
        String value(BigDecimal value);

        /** Where the verdict would be another. */
        String where(BigDecimal boundary, Counterfactual.Bound bound, Counterfactual.Direction direction);
    }

    BigDecimal value(long position) {
        return shown.apply(position);
    }

    double distance(long to) {
        return scale.distance(value(now).doubleValue(), value(to).doubleValue());
    }
}
