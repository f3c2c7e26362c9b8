package dev.weir.localmodels.tokenizer.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What stands after {@code |}. */
final class Filters {

    static final Set<String> NAMES = Set.of(
            "abs",
            "capitalize",
            "count",
            "d",
            "default",
            "dictsort",
            "first",
            "float",
            "indent",
            "int",
            "items",
            "join",
            "last",
            "length",
            "list",
            "lower",
            "map",
            "reject",
            "rejectattr",
            "replace",
            "reverse",
            "safe",
            "select",
            "selectattr",
            "sort",
            "string",
            "title",
            "tojson",
            "trim",
            "upper");

    private final Budget budget;
    private final Operators operators;
    private final Texts texts;
    private final PythonText pythonText;
    private final Tests tests;

    Filters(Budget budget, Operators operators, Texts texts) {
        this.budget = budget;
        this.operators = operators;
        this.texts = texts;
        this.pythonText = new PythonText(budget);
        this.tests = new Tests(operators);
    }

    Value apply(String name, Value value, Arguments arguments) {
        budget.spendOn(value);
        return switch (name) {
            case "default", "d" -> orDefault(value, arguments);
            case "length", "count" -> new Value.Whole(length(value));
            case "abs" -> Operators.real(value) < 0 ? Numbers.negated(value) : value;
            case "int" -> toWhole(value, arguments);
            case "float" -> toReal(value, arguments);
            case "tojson" -> new Value.Text(JsonText.of(value, jsonIndent(arguments), budget));
            case "first" -> operators.items(value).stream().findFirst().orElse(new Value.Undefined("first"));
            case "last" -> last(operators.items(value));
            case "list" -> new Value.Sequence(operators.items(value));
            case "reverse" -> reversed(value);
            case "sort" -> new Value.Sequence(sorted(operators.items(value)));
            case "join" -> joined(value, arguments);
            case "map" -> new Value.Sequence(mapped(operators.items(value), arguments));
            case "select" -> new Value.Sequence(chosen(operators.items(value), passes(arguments)));
            case "reject" ->
                new Value.Sequence(
                        chosen(operators.items(value), passes(arguments).negate()));
            case "selectattr" -> new Value.Sequence(chosen(operators.items(value), attributePasses(arguments)));
            case "rejectattr" ->
                new Value.Sequence(chosen(
                        operators.items(value), attributePasses(arguments).negate()));
            case "items" -> pairs(value, false);
            case "dictsort" -> pairs(value, true);
            default -> new Value.Text(text(name, pythonText.print(value), arguments));
        };
    }

    private String text(String name, String text, Arguments arguments) {
        return switch (name) {
            case "string", "safe" -> text;
            case "trim" -> Texts.stripEnd(Texts.stripStart(text, Texts::isWhitespace), Texts::isWhitespace);
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "capitalize" -> Texts.capitalised(text);
            case "title" ->
                Texts.titled(text, symbol -> !Character.isWhitespace(symbol) && "-([{<".indexOf(symbol) < 0);
            case "replace" -> texts.replaced(text, arguments.text(0, "old"), arguments.text(1, "new"));
            case "indent" -> texts.indented(text, indentWidth(arguments));
            default -> throw new AssertionError(name);
        };
    }

    private static int indentWidth(Arguments arguments) {
        return (int)
                Math.clamp(arguments.optional(0, "width").map(Operators::whole).orElse(4L), 0L, 1_000L);
    }

    private static int jsonIndent(Arguments arguments) {
        return arguments
                .optional(0, "indent")
                .filter(value -> !(value instanceof Value.None))
                .map(value -> (int) Math.clamp(Operators.whole(value), 0L, 100L))
                .orElse(-1);
    }

    private static Value orDefault(Value value, Arguments arguments) {
        boolean alsoForFalse =
                arguments.optional(1, "boolean").map(Operators::isTrue).orElse(false);
        return value instanceof Value.Undefined || (alsoForFalse && !Operators.isTrue(value))
                ? arguments.optional(0, "default_value").orElse(new Value.Text(""))
                : value;
    }

    private long length(Value value) {
        return value instanceof Value.Text(String text)
                ? text.codePointCount(0, text.length())
                : operators.items(value).size();
    }

    private static Value toWhole(Value value, Arguments arguments) {
        Value fallback = arguments.optional(0, "default").orElse(new Value.Whole(0));
        return switch (value) {
            case Value.Real(double number) -> new Value.Whole((long) number);
            case Value.Whole _, Value.Flag _ -> new Value.Whole(Operators.whole(value));
            case Value.Text(String text) -> {
                try {
                    yield new Value.Whole((long) Double.parseDouble(text.strip()));
                } catch (NumberFormatException _) {
                    yield fallback;
                }
            }
            default -> fallback;
        };
    }

    private static Value toReal(Value value, Arguments arguments) {
        if (Operators.isNumber(value)) {
            return new Value.Real(Operators.real(value));
        }
        try {
            return new Value.Real(Double.parseDouble(Operators.text(value).strip()));
        } catch (NumberFormatException _) {
            return arguments.optional(0, "default").orElse(new Value.Real(0));
        }
    }

    private static Value last(List<Value> items) {
        return items.isEmpty() ? new Value.Undefined("last") : items.getLast();
    }

    private Value reversed(Value value) {
        if (value instanceof Value.Text(String text)) {
            budget.spendText(text.length());
            return new Value.Text(new StringBuilder(text).reverse().toString());
        }
        return new Value.Sequence(operators.items(value).reversed());
    }

    private List<Value> sorted(List<Value> items) {
        budget.spend(items.size());
        List<Value> sorted = new ArrayList<>(items);
        sorted.sort(operators::order);
        return sorted;
    }

    private Value joined(Value value, Arguments arguments) {
        Optional<Value> attribute = arguments.optional(1, "attribute");
        List<String> parts = operators.items(value).stream()
                .map(item -> attribute
                        .map(name -> attribute(item, Operators.text(name)))
                        .orElse(item))
                .map(pythonText::print)
                .toList();
        return new Value.Text(texts.joined(
                parts, arguments.optional(0, "d").map(Operators::text).orElse("")));
    }

    private List<Value> mapped(List<Value> items, Arguments arguments) {
        Optional<Value> attribute = Optional.ofNullable(arguments.named().get("attribute"));
        if (attribute.isPresent()) {
            String name = Operators.text(attribute.get());
            return items.stream().map(item -> attribute(item, name)).toList();
        }
        String filter = known(arguments.text(0, "filter"), NAMES);
        Arguments passed = arguments.from(1);
        return items.stream().map(item -> apply(filter, item, passed)).toList();
    }

    private Predicate<Value> passes(Arguments arguments) {
        if (arguments.positional().isEmpty()) {
            return Operators::isTrue;
        }
        String test = known(arguments.text(0, "test"), Tests.NAMES);
        Arguments passed = arguments.from(1);
        return item -> tests.holds(test, item, passed);
    }

    private Predicate<Value> attributePasses(Arguments arguments) {
        String name = arguments.text(0, "attribute");
        Predicate<Value> passes = passes(arguments.from(1));
        return item -> passes.test(attribute(item, name));
    }

    private static String known(String name, Set<String> names) {
        if (!names.contains(name)) {
            throw new TemplateFailure("a filter names another filter or test that is not known");
        }
        return name;
    }

    private List<Value> chosen(List<Value> items, Predicate<Value> passes) {
        budget.spend(items.size());
        return items.stream().filter(passes).toList();
    }

    private static Value attribute(Value item, String name) {
        Value found = item instanceof Value.Mapping mapping ? mapping.entries().get(new Value.Text(name)) : null;
        return found != null ? found : new Value.Undefined(name);
    }

    private Value pairs(Value value, boolean isSorted) {
        if (!(value instanceof Value.Mapping mapping)) {
            throw new TemplateFailure("a mapping is needed, not " + Operators.kind(value));
        }
        List<Value> keys = new ArrayList<>(mapping.entries().keySet());
        if (isSorted) {
            keys.sort(operators::order);
        }
        return new Value.Sequence(keys.stream()
                .<Value>map(
                        key -> new Value.Tuple(List.of(key, mapping.entries().get(key))))
                .toList());
    }
}
