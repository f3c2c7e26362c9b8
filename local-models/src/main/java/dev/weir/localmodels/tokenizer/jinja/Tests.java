package dev.weir.localmodels.tokenizer.jinja;

import java.util.Set;

/** What stands after {@code is}. */
final class Tests {

    static final Set<String> NAMES = Set.of(
            "defined",
            "undefined",
            "none",
            "boolean",
            "true",
            "false",
            "integer",
            "float",
            "number",
            "string",
            "mapping",
            "sequence",
            "iterable",
            "callable",
            "odd",
            "even",
            "divisibleby",
            "eq",
            "equalto",
            "sameas",
            "ne",
            "lt",
            "le",
            "gt",
            "ge",
            "lessthan",
            "greaterthan",
            "in",
            "lower",
            "upper");

    private final Operators operators;

    Tests(Operators operators) {
        this.operators = operators;
    }

    boolean holds(String name, Value value, Arguments arguments) {
        return switch (name) {
            case "defined" -> !(value instanceof Value.Undefined);
            case "undefined" -> value instanceof Value.Undefined;
            case "none" -> value instanceof Value.None;
            case "boolean" -> value instanceof Value.Flag;
            case "true" -> value instanceof Value.Flag(boolean flag) && flag;
            case "false" -> value instanceof Value.Flag(boolean flag) && !flag;
            case "integer" -> value instanceof Value.Whole;
            case "float" -> value instanceof Value.Real;
            case "number" -> Operators.isNumber(value);
            case "string" -> value instanceof Value.Text;
            case "mapping" -> value instanceof Value.Mapping;
            case "sequence", "iterable" -> isIterable(value);
            case "callable" -> value instanceof Value.Function;
            case "odd" -> Math.floorMod(Operators.whole(value), 2L) == 1;
            case "even" -> Math.floorMod(Operators.whole(value), 2L) == 0;
            case "lower" -> Operators.text(value).chars().noneMatch(Character::isUpperCase);
            case "upper" -> Operators.text(value).chars().noneMatch(Character::isLowerCase);
            default -> compares(name, value, arguments.required(0, "other"));
        };
    }

    private boolean compares(String name, Value value, Value other) {
        return switch (name) {
            case "divisibleby" -> !Operators.isTrue(Numbers.calculate("%", value, other));
            case "eq", "equalto", "sameas" -> operators.isEqual(value, other);
            case "ne" -> !operators.isEqual(value, other);
            case "lt", "lessthan" -> operators.order(value, other) < 0;
            case "le" -> operators.order(value, other) <= 0;
            case "gt", "greaterthan" -> operators.order(value, other) > 0;
            case "ge" -> operators.order(value, other) >= 0;
            case "in" -> operators.contains(other, value);
            default -> throw new AssertionError(name);
        };
    }

    private static boolean isIterable(Value value) {
        return switch (value) {
            case Value.Text _, Value.Sequence _, Value.Tuple _, Value.Mapping _, Value.Undefined _ -> true;
            case Value.Whole _, Value.Real _, Value.Flag _, Value.None _, Value.Namespace _, Value.Function _ -> false;
        };
    }
}
