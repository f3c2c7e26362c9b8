package dev.weir.policy.detection;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** A JSON number as its digits, so that a card or telephone number without quotes is read like one with them. */
final class NumberText {

    private static final int MIN_DIGITS = 7;
    private static final int MAX_SCALE = 40;

    private NumberText() {}

    /** The digits; empty where there are too few to be anything. */
    static String of(JsonNode number) {
        if (number.isIntegralNumber()) {
            String digits = number.asString();
            return digits.length() < MIN_DIGITS ? "" : digits;
        }
        BigDecimal value = number.decimalValue(BigDecimal.ZERO).stripTrailingZeros();
        // Written out, 1e1000000 would be a million digits; no identifier has an exponent like that.
        if (Math.abs(value.scale()) > MAX_SCALE) {
            return "";
        }
        String digits = value.toPlainString();
        return digits.length() < MIN_DIGITS ? "" : digits;
    }
}
