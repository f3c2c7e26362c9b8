package dev.weir.auditlog.json;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Prints doubles as ECMAScript's {@code Number::toString} does, which RFC 8785 section 3.2.2.3 asks for. */
final class EcmaScriptNumber {

    private EcmaScriptNumber() {}

    static String text(double number) {
        if (number == 0) {
            return "0";
        }
        if (number == Math.rint(number) && Math.abs(number) <= Json.NumberValue.MAX_WHOLE) {
            return Long.toString((long) number);
        }
        BigDecimal shortest = shortest(Math.abs(number));
        String digits = shortest.unscaledValue().toString();
        // the value is 0.digits times ten to the power of point
        int point = digits.length() - shortest.scale();
        return (number < 0 ? "-" : "") + layOut(digits, point);
    }

    /** Fewest digits that read back as the number; {@link Double#toString} gives at least two, even where one would do. */
    private static BigDecimal shortest(double number) {
        BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        if (exact.precision() != 2) {
            return exact;
        }
        int scale = exact.scale() - 1;
        BigDecimal down = exact.setScale(scale, RoundingMode.DOWN);
        BigDecimal up = exact.setScale(scale, RoundingMode.UP);
        boolean upIsNearer = up.subtract(exact).compareTo(exact.subtract(down)) <= 0;
        BigDecimal first = upIsNearer ? up : down;
        BigDecimal second = upIsNearer ? down : up;
        if (first.doubleValue() == number) {
            return first.stripTrailingZeros();
        }
        return second.doubleValue() == number ? second.stripTrailingZeros() : exact;
    }

    private static String layOut(String digits, int point) {
        int length = digits.length();
        if (length <= point && point <= 21) {
            return digits + "0".repeat(point - length);
        }
        if (0 < point && point <= 21) {
            return digits.substring(0, point) + "." + digits.substring(point);
        }
        if (-6 < point && point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        int exponent = point - 1;
        String mantissa = length == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
    }
}
