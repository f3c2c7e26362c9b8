package dev.weir.localmodels.tokenizer.jinja;

/** Arithmetic on numbers, as Python has it: division is real, and remainders take the sign of the divisor. */
final class Numbers {

    private Numbers() {}

    static Value calculate(String operator, Value left, Value right) {
        if (!Operators.isNumber(left) || !Operators.isNumber(right)) {
            throw new TemplateFailure(
                    "`%s` cannot join %s and %s".formatted(operator, Operators.kind(left), Operators.kind(right)));
        }
        try {
            boolean isReal = left instanceof Value.Real
                    || right instanceof Value.Real
                    || operator.equals("/")
                    || (operator.equals("**") && Operators.real(right) < 0);
            return isReal
                    ? new Value.Real(real(operator, Operators.real(left), Operators.real(right)))
                    : new Value.Whole(whole(operator, Operators.whole(left), Operators.whole(right)));
        } catch (ArithmeticException _) {
            throw new TemplateFailure("`" + operator + "` divides by zero or has too large a result");
        }
    }

    static Value negated(Value value) {
        return value instanceof Value.Real(double number)
                ? new Value.Real(-number)
                : calculate("-", new Value.Whole(0), value);
    }

    private static double real(String operator, double left, double right) {
        if (right == 0 && (operator.equals("/") || operator.equals("//") || operator.equals("%"))) {
            throw new ArithmeticException();
        }
        return switch (operator) {
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            case "/" -> left / right;
            case "//" -> Math.floor(left / right);
            case "%" -> left - Math.floor(left / right) * right;
            case "**" -> Math.pow(left, right);
            default -> throw new AssertionError(operator);
        };
    }

    private static long whole(String operator, long left, long right) {
        return switch (operator) {
            case "+" -> Math.addExact(left, right);
            case "-" -> Math.subtractExact(left, right);
            case "*" -> Math.multiplyExact(left, right);
            case "//" -> Math.floorDivExact(left, right);
            case "%" -> Math.floorMod(left, right);
            case "**" -> power(left, right);
            default -> throw new AssertionError(operator);
        };
    }

    private static long power(long base, long exponent) {
        if (Math.abs(base) <= 1) {
            boolean isOne = exponent == 0 || base == 1 || (base == -1 && exponent % 2 == 0);
            return isOne ? 1 : base;
        }
        long result = 1;
        for (long i = 0; i < exponent; i++) {
            result = Math.multiplyExact(result, base);
        }
        return result;
    }
}
