package dev.weir.localmodels.tokenizer.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Truth, equality, order and arithmetic, as Python has them. */
final class Operators {

    private final Budget budget;
    private final PythonText pythonText;

    Operators(Budget budget) {
        this.budget = budget;
        this.pythonText = new PythonText(budget);
    }

    static boolean isTrue(Value value) {
        return switch (value) {
            case Value.Text(String text) -> !text.isEmpty();
            case Value.Whole(long number) -> number != 0;
            case Value.Real(double number) -> number != 0;
            case Value.Flag(boolean flag) -> flag;
            case Value.None _, Value.Undefined _ -> false;
            case Value.Sequence(List<Value> items) -> !items.isEmpty();
            case Value.Tuple(List<Value> items) -> !items.isEmpty();
            case Value.Mapping mapping -> !mapping.entries().isEmpty();
            case Value.Namespace _, Value.Function _ -> true;
        };
    }

    static String text(Value value) {
        if (value instanceof Value.Text(String text)) {
            return text;
        }
        throw new TemplateFailure("a text is needed, not " + kind(value));
    }

    static long whole(Value value) {
        return switch (value) {
            case Value.Whole(long number) -> number;
            case Value.Flag(boolean flag) -> flag ? 1 : 0;
            default -> throw new TemplateFailure("an integer is needed, not " + kind(value));
        };
    }

    static boolean isNumber(Value value) {
        return value instanceof Value.Whole || value instanceof Value.Real || value instanceof Value.Flag;
    }

    private static boolean isReal(Value left, Value right) {
        return left instanceof Value.Real || right instanceof Value.Real;
    }

    static double real(Value value) {
        return value instanceof Value.Real(double number) ? number : (double) whole(value);
    }

    /** What the value is, for messages; nothing of what it holds. */
    static String kind(Value value) {
        return switch (value) {
            case Value.Text _ -> "a text";
            case Value.Whole _ -> "an integer";
            case Value.Real _ -> "a number";
            case Value.Flag _ -> "a flag";
            case Value.None _ -> "none";
            case Value.Undefined(String name) -> "`" + name + "`, which is not defined";
            case Value.Sequence _ -> "a list";
            case Value.Tuple _ -> "a tuple";
            case Value.Mapping _ -> "a mapping";
            case Value.Namespace _ -> "a namespace";
            case Value.Function _ -> "a function";
        };
    }

    /** What a loop over the value meets. */
    List<Value> items(Value value) {
        List<Value> items = switch (value) {
            case Value.Sequence(List<Value> all) -> all;
            case Value.Tuple(List<Value> all) -> all;
            case Value.Mapping mapping -> List.copyOf(mapping.entries().keySet());
            case Value.Undefined _ -> List.of();
            case Value.Text(String text) -> {
                budget.spend(text.length());
                yield text.codePoints()
                        .<Value>mapToObj(point -> new Value.Text(Character.toString(point)))
                        .toList();
            }
            default -> throw new TemplateFailure("there is nothing to go through in " + kind(value));
        };
        budget.spendOn(value);
        return items;
    }

    boolean isEqual(Value left, Value right) {
        if (isNumber(left) && isNumber(right)) {
            return isReal(left, right) ? real(left) == real(right) : whole(left) == whole(right);
        }
        if (left instanceof Value.Sequence(List<Value> a) && right instanceof Value.Sequence(List<Value> b)) {
            return areEqual(a, b);
        }
        if (left instanceof Value.Tuple(List<Value> a) && right instanceof Value.Tuple(List<Value> b)) {
            return areEqual(a, b);
        }
        if (left instanceof Value.Mapping a && right instanceof Value.Mapping b) {
            return a.entries().size() == b.entries().size()
                    && a.entries().keySet().equals(b.entries().keySet())
                    && areEqual(
                            List.copyOf(a.entries().values()),
                            a.entries().keySet().stream().map(b.entries()::get).toList());
        }
        if (left instanceof Value.Text(String a) && right instanceof Value.Text(String b)) {
            budget.spendText(Math.min(a.length(), b.length()));
            return a.equals(b);
        }
        return (left instanceof Value.Undefined && right instanceof Value.Undefined)
                || (left instanceof Value.None && right instanceof Value.None);
    }

    private boolean areEqual(List<Value> left, List<Value> right) {
        budget.enter();
        boolean equal = left.size() == right.size();
        for (int i = 0; equal && i < left.size(); i++) {
            budget.spend(1);
            equal = isEqual(left.get(i), right.get(i));
        }
        budget.leave();
        return equal;
    }

    int order(Value left, Value right) {
        if (left instanceof Value.Text(String a) && right instanceof Value.Text(String b)) {
            budget.spendText(Math.min(a.length(), b.length()));
            return a.compareTo(b);
        }
        if (isNumber(left) && isNumber(right)) {
            return isReal(left, right)
                    ? Double.compare(real(left), real(right))
                    : Long.compare(whole(left), whole(right));
        }
        throw new TemplateFailure("there is no order between " + kind(left) + " and " + kind(right));
    }

    boolean contains(Value container, Value wanted) {
        if (container instanceof Value.Text(String text)) {
            budget.spendSearch(text, text(wanted));
            return text.contains(text(wanted));
        }
        if (container instanceof Value.Mapping mapping) {
            return mapping.entries().containsKey(wanted);
        }
        return items(container).stream().anyMatch(item -> isEqual(item, wanted));
    }

    boolean compare(String operator, Value left, Value right) {
        return switch (operator) {
            case "==" -> isEqual(left, right);
            case "!=" -> !isEqual(left, right);
            case "<" -> order(left, right) < 0;
            case "<=" -> order(left, right) <= 0;
            case ">" -> order(left, right) > 0;
            case ">=" -> order(left, right) >= 0;
            case "in" -> contains(right, left);
            case "not in" -> !contains(right, left);
            default -> throw new AssertionError(operator);
        };
    }

    Value calculate(String operator, Value left, Value right) {
        return switch (operator) {
            case "~" -> joined(pythonText.print(left), pythonText.print(right));
            case "+" -> plus(left, right);
            case "*" -> times(left, right);
            default -> Numbers.calculate(operator, left, right);
        };
    }

    private Value plus(Value left, Value right) {
        if (left instanceof Value.Text(String a) && right instanceof Value.Text(String b)) {
            return joined(a, b);
        }
        if (left instanceof Value.Sequence(List<Value> a) && right instanceof Value.Sequence(List<Value> b)) {
            budget.spend((long) a.size() + b.size());
            List<Value> all = new ArrayList<>(a);
            all.addAll(b);
            return new Value.Sequence(all);
        }
        return Numbers.calculate("+", left, right);
    }

    private Value times(Value left, Value right) {
        if (left instanceof Value.Text(String text) && right instanceof Value.Whole(long times)) {
            long count = Math.clamp(times, 0L, Budget.MOST_CHARACTERS + 1L);
            budget.spendText(text.length() * count);
            return new Value.Text(text.repeat((int) count));
        }
        if (left instanceof Value.Sequence(List<Value> items) && right instanceof Value.Whole(long times)) {
            long count = Math.clamp(times, 0L, Budget.MOST_CHARACTERS + 1L);
            budget.spend(items.size() * count);
            return new Value.Sequence(Collections.nCopies((int) count, items).stream()
                    .flatMap(List::stream)
                    .toList());
        }
        return Numbers.calculate("*", left, right);
    }

    private Value joined(String left, String right) {
        budget.spendText((long) left.length() + right.length());
        return new Value.Text(left + right);
    }
}
