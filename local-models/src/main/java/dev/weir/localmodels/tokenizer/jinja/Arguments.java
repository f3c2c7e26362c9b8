package dev.weir.localmodels.tokenizer.jinja;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a function, filter, test or method is called with. */
record Arguments(List<Value> positional, Map<String, Value> named) {

    static final Arguments NONE = new Arguments(List.of(), Map.of());

    Arguments {
        positional = List.copyOf(positional);
        named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
    }

    /** The argument at {@code index}, or the one called {@code name}. */
    Optional<Value> optional(int index, String name) {
        return index < positional.size() ? Optional.of(positional.get(index)) : Optional.ofNullable(named.get(name));
    }

    Value required(int index, String name) {
        return optional(index, name).orElseThrow(() -> new TemplateFailure("an argument `" + name + "` is missing"));
    }

    String text(int index, String name) {
        return Operators.text(required(index, name));
    }

    /** The positional arguments from {@code index} on. */
    Arguments from(int index) {
        return new Arguments(positional.subList(Math.min(index, positional.size()), positional.size()), named);
    }
}
