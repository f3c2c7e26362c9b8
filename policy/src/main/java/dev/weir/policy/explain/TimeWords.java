package dev.weir.policy.explain;

import dev.weir.policy.explain.Counterfactual.Bound;
import dev.weir.policy.explain.Counterfactual.Direction;
import java.math.BigDecimal;
import java.time.LocalTime;

/** Speaks of minutes since midnight UTC as times of day. */
final class TimeWords implements Dial.Words {

    @Override
    public String value(BigDecimal value) {
        return LocalTime.MIDNIGHT.plusMinutes(value.longValue()) + " UTC";
    }

    @Override
    public String where(BigDecimal boundary, Bound bound, Direction direction) {
        return switch (bound) {
            case EXACT -> "at exactly " + value(boundary);
            case INCLUSIVE -> (direction == Direction.UP ? "from " : "at or before ") + value(boundary);
            case EXCLUSIVE -> (direction == Direction.UP ? "after " : "before ") + value(boundary);
        };
    }
}
