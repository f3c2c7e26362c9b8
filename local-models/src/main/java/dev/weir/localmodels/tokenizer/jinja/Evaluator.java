package dev.weir.localmodels.tokenizer.jinja;

import dev.weir.localmodels.tokenizer.jinja.Expression.Passed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Computes expressions. */
final class Evaluator {

    private final Budget budget;
    private final Operators operators;
    private final Methods methods;
    private final Filters filters;
    private final Tests tests;

    Evaluator(Budget budget) {
        this.budget = budget;
        this.operators = new Operators(budget);
        Texts texts = new Texts(budget);
        this.methods = new Methods(texts, operators);
        this.filters = new Filters(budget, operators, texts);
        this.tests = new Tests(operators);
    }

    Operators operators() {
        return operators;
    }

    Value evaluate(Expression expression, Scope scope) {
        budget.enter();
        Value value = switch (expression) {
            case Expression.Literal(Value literal) -> literal;
            case Expression.Name(String name) -> scope.get(name);
            case Expression.ListOf(List<Expression> items) -> new Value.Sequence(all(items, scope));
            case Expression.TupleOf(List<Expression> items) -> new Value.Tuple(all(items, scope));
            case Expression.MapOf(List<Map.Entry<Expression, Expression>> entries) -> mapping(entries, scope);
            case Expression.Attribute(Expression of, String name) -> attribute(evaluate(of, scope), name);
            case Expression.Item(Expression of, Expression index) -> item(evaluate(of, scope), evaluate(index, scope));
            case Expression.Slice slice -> slice(slice, scope);
            case Expression.Call(Expression of, Passed arguments) -> call(of, arguments(arguments, scope), scope);
            case Expression.Filter(Expression of, String name, Passed arguments) ->
                filter(name, evaluate(of, scope), arguments, scope);
            case Expression.Test(Expression of, String name, Passed arguments) ->
                test(name, evaluate(of, scope), arguments(arguments, scope));
            case Expression.Unary(String operator, Expression of) -> unary(operator, evaluate(of, scope));
            case Expression.Binary binary -> binary(binary, scope);
            case Expression.Comparison comparison -> new Value.Flag(compares(comparison, scope));
            case Expression.Choice choice -> choice(choice, scope);
        };
        budget.leave();
        return value;
    }

    Value filter(String name, Value value, Passed arguments, Scope scope) {
        return filters.apply(name, value, arguments(arguments, scope));
    }

    private Value test(String name, Value value, Arguments arguments) {
        budget.spendOn(value);
        return new Value.Flag(tests.holds(name, value, arguments));
    }

    private List<Value> all(List<Expression> expressions, Scope scope) {
        List<Value> values = new ArrayList<>(expressions.size());
        for (Expression expression : expressions) {
            values.add(evaluate(expression, scope));
        }
        return values;
    }

    private Arguments arguments(Passed passed, Scope scope) {
        if (passed.positional().isEmpty() && passed.named().isEmpty()) {
            return Arguments.NONE;
        }
        Map<String, Value> named = new LinkedHashMap<>();
        passed.named().forEach((name, expression) -> named.put(name, evaluate(expression, scope)));
        return new Arguments(all(passed.positional(), scope), named);
    }

    private Value mapping(List<Map.Entry<Expression, Expression>> entries, Scope scope) {
        Map<Value, Value> values = new LinkedHashMap<>();
        for (Map.Entry<Expression, Expression> entry : entries) {
            Value key = evaluate(entry.getKey(), scope);
            if (!(key instanceof Value.Text || Operators.isNumber(key) || key instanceof Value.None)) {
                throw new TemplateFailure("the key of a mapping cannot be " + Operators.kind(key));
            }
            values.put(key, evaluate(entry.getValue(), scope));
        }
        return new Value.Mapping(values);
    }

    private static Value attribute(Value of, String name) {
        return switch (of) {
            case Value.Mapping mapping -> orUndefined(mapping.entries().get(new Value.Text(name)), name);
            case Value.Namespace(Map<String, Value> attributes) -> orUndefined(attributes.get(name), name);
            case Value.Undefined(String missing) ->
                throw new TemplateFailure("`" + missing + "` is not defined, but its `" + name + "` is asked for");
            default -> new Value.Undefined(name);
        };
    }

    private static Value orUndefined(@Nullable Value value, String name) {
        return value == null ? new Value.Undefined(name) : value;
    }

    private Value item(Value of, Value index) {
        if (of instanceof Value.Mapping mapping) {
            return orUndefined(mapping.entries().get(index), "item");
        }
        if (index instanceof Value.Text(String name)) {
            return attribute(of, name);
        }
        if (of instanceof Value.Undefined(String missing)) {
            throw new TemplateFailure("`" + missing + "` is not defined, but an item of it is asked for");
        }
        List<Value> items = of instanceof Value.Sequence(List<Value> all) ? all : operators.items(of);
        long position = Operators.whole(index);
        long counted = position < 0 ? position + items.size() : position;
        return counted < 0 || counted >= items.size() ? new Value.Undefined("item") : items.get((int) counted);
    }

    private Value slice(Expression.Slice slice, Scope scope) {
        Value of = evaluate(slice.of(), scope);
        List<Value> items = operators.items(of);
        List<Value> taken =
                Slices.take(items, bound(slice.from(), scope), bound(slice.to(), scope), bound(slice.step(), scope));
        budget.spend(taken.size() / 8);
        return switch (of) {
            case Value.Text _ -> {
                StringBuilder text = new StringBuilder();
                taken.forEach(item -> text.append(Operators.text(item)));
                yield new Value.Text(text.toString());
            }
            case Value.Tuple _ -> new Value.Tuple(taken);
            default -> new Value.Sequence(taken);
        };
    }

    private Optional<Long> bound(Optional<Expression> bound, Scope scope) {
        return bound.map(expression -> evaluate(expression, scope))
                .filter(value -> !(value instanceof Value.None))
                .map(Operators::whole);
    }

    private Value call(Expression of, Arguments arguments, Scope scope) {
        if (of instanceof Expression.Attribute(Expression on, String method)) {
            Value object = evaluate(on, scope);
            budget.spendOn(object);
            Optional<Value> result = methods.call(object, method, arguments);
            return result.isPresent() ? result.get() : call(attribute(object, method), arguments, "`" + method + "`");
        }
        return call(evaluate(of, scope), arguments, "what is called");
    }

    private static Value call(Value value, Arguments arguments, String label) {
        if (value instanceof Value.Function function) {
            return function.call(arguments);
        }
        throw new TemplateFailure(label + " is no function that is known: it is " + Operators.kind(value));
    }

    private static Value unary(String operator, Value value) {
        return switch (operator) {
            case "not" -> new Value.Flag(!Operators.isTrue(value));
            case "-" -> Numbers.negated(value);
            default -> Numbers.calculate("+", new Value.Whole(0), value);
        };
    }

    private Value binary(Expression.Binary binary, Scope scope) {
        Value left = evaluate(binary.left(), scope);
        return switch (binary.operator()) {
            case "and" -> Operators.isTrue(left) ? evaluate(binary.right(), scope) : left;
            case "or" -> Operators.isTrue(left) ? left : evaluate(binary.right(), scope);
            default -> operators.calculate(binary.operator(), left, evaluate(binary.right(), scope));
        };
    }

    private boolean compares(Expression.Comparison comparison, Scope scope) {
        Value left = evaluate(comparison.first(), scope);
        for (Map.Entry<String, Expression> next : comparison.rest()) {
            Value right = evaluate(next.getValue(), scope);
            if (!operators.compare(next.getKey(), left, right)) {
                return false;
            }
            left = right;
        }
        return true;
    }

    private Value choice(Expression.Choice choice, Scope scope) {
        if (Operators.isTrue(evaluate(choice.condition(), scope))) {
            return evaluate(choice.then(), scope);
        }
        return choice.otherwise().isPresent()
                ? evaluate(choice.otherwise().get(), scope)
                : new Value.Undefined("the other choice");
    }
}
