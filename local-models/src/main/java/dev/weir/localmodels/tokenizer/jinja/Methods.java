package dev.weir.localmodels.tokenizer.jinja;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Methods of texts, mappings and lists. There are no others: no Java object is ever within reach. */
final class Methods {

    private final Texts texts;
    private final Operators operators;

    Methods(Texts texts, Operators operators) {
        this.texts = texts;
        this.operators = operators;
    }

    /** The method's result, or empty if the value has no such method. */
    Optional<Value> call(Value on, String method, Arguments arguments) {
        return switch (on) {
            case Value.Text(String text) -> ofText(text, method, arguments);
            case Value.Mapping mapping -> ofMapping(mapping, method, arguments);
            case Value.Sequence(List<Value> items) -> ofList(items, method, arguments);
            default -> Optional.empty();
        };
    }

    private Optional<Value> ofText(String text, String method, Arguments arguments) {
        Value result = switch (method) {
            case "strip" -> new Value.Text(stripped(stripped(text, arguments, true), arguments, false));
            case "lstrip" -> new Value.Text(stripped(text, arguments, true));
            case "rstrip" -> new Value.Text(stripped(text, arguments, false));
            case "upper" -> new Value.Text(text.toUpperCase(Locale.ROOT));
            case "lower" -> new Value.Text(text.toLowerCase(Locale.ROOT));
            case "capitalize" -> new Value.Text(Texts.capitalised(text));
            case "title" -> new Value.Text(Texts.titled(text, Character::isLetter));
            case "startswith" -> new Value.Flag(anyOf(arguments, text::startsWith));
            case "endswith" -> new Value.Flag(anyOf(arguments, text::endsWith));
            case "find" -> new Value.Whole(texts.find(text, arguments.text(0, "sub")));
            case "count" -> new Value.Whole(texts.count(text, nonEmpty(arguments.text(0, "sub"))));
            case "replace" -> new Value.Text(texts.replaced(text, arguments.text(0, "old"), arguments.text(1, "new")));
            case "split" -> new Value.Sequence(split(text, arguments));
            case "splitlines" -> new Value.Sequence(lines(text));
            case "join" ->
                new Value.Text(texts.joined(
                        operators.items(arguments.required(0, "iterable")).stream()
                                .map(Operators::text)
                                .toList(),
                        text));
            case "isdigit" -> new Value.Flag(!text.isEmpty() && text.chars().allMatch(Character::isDigit));
            default -> new Value.Undefined(method);
        };
        return result instanceof Value.Undefined ? Optional.empty() : Optional.of(result);
    }

    private static String nonEmpty(String text) {
        if (text.isEmpty()) {
            throw new TemplateFailure("nothing cannot be counted");
        }
        return text;
    }

    private static String stripped(String text, Arguments arguments, boolean atStart) {
        IntPredicate stripped = arguments
                .optional(0, "chars")
                .filter(chars -> !(chars instanceof Value.None))
                .map(Operators::text)
                .<IntPredicate>map(chars -> symbol -> chars.indexOf(symbol) >= 0)
                .orElse(Texts::isWhitespace);
        return atStart ? Texts.stripStart(text, stripped) : Texts.stripEnd(text, stripped);
    }

    private boolean anyOf(Arguments arguments, Predicate<String> holds) {
        Value wanted = arguments.required(0, "prefix");
        return wanted instanceof Value.Tuple
                ? operators.items(wanted).stream().map(Operators::text).anyMatch(holds)
                : holds.test(Operators.text(wanted));
    }

    private List<Value> split(String text, Arguments arguments) {
        long most = arguments.optional(1, "maxsplit").map(Operators::whole).orElse(-1L);
        Optional<Value> separator = arguments.optional(0, "sep").filter(value -> !(value instanceof Value.None));
        return separator.isEmpty() ? texts.words(text) : texts.split(text, Operators.text(separator.get()), most);
    }

    private List<Value> lines(String text) {
        return text.isEmpty()
                ? List.of()
                : texts.split(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text, "\n", -1);
    }

    private static Optional<Value> ofMapping(Value.Mapping mapping, String method, Arguments arguments) {
        return switch (method) {
            case "items" ->
                Optional.of(new Value.Sequence(mapping.entries().entrySet().stream()
                        .<Value>map(entry -> new Value.Tuple(List.of(entry.getKey(), entry.getValue())))
                        .toList()));
            case "keys" ->
                Optional.of(new Value.Sequence(List.copyOf(mapping.entries().keySet())));
            case "values" ->
                Optional.of(new Value.Sequence(List.copyOf(mapping.entries().values())));
            case "get" -> {
                Value found = mapping.entries().get(arguments.required(0, "key"));
                yield Optional.of(
                        found != null ? found : arguments.optional(1, "default").orElse(new Value.None()));
            }
            default -> Optional.empty();
        };
    }

    private Optional<Value> ofList(List<Value> items, String method, Arguments arguments) {
        return switch (method) {
            case "count" -> {
                Value wanted = arguments.required(0, "value");
                yield Optional.of(new Value.Whole(items.stream()
                        .filter(item -> operators.isEqual(item, wanted))
                        .count()));
            }
            case "index" -> {
                Value wanted = arguments.required(0, "value");
                for (int i = 0; i < items.size(); i++) {
                    if (operators.isEqual(items.get(i), wanted)) {
                        yield Optional.of(new Value.Whole(i));
                    }
                }
                throw new TemplateFailure("a list does not hold what its `index` is asked for");
            }
            default -> Optional.empty();
        };
    }
}
