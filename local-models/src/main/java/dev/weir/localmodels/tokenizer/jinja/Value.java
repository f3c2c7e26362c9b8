package dev.weir.localmodels.tokenizer.jinja;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a template computes with: Python's values as far as JSON has them, and functions. */
public sealed interface Value {

    record Text(String text) implements Value {}

    record Whole(long number) implements Value {}

    record Real(double number) implements Value {}

    record Flag(boolean flag) implements Value {}

    record None() implements Value {}

    /** A name or attribute that isn't there. Prints as nothing, is false, and fails when more is asked of it. */
    record Undefined(String name) implements Value {}

    record Sequence(List<Value> items) implements Value {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** A sequence in round brackets, which prints differently. */
    record Tuple(List<Value> items) implements Value {
        public Tuple {
            items = List.copyOf(items);
        }
    }

    record Mapping(Map<Value, Value> entries) implements Value {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    /** What {@code namespace()} makes: the one value that templates may change. */
    record Namespace(Map<String, Value> attributes) implements Value {}

    /** A macro or a function of the environment. */
    non-sealed interface Function extends Value {
        Value call(Arguments arguments);
    }

    /** A mapping with text keys. */
    static Mapping mapping(Map<String, Value> entries) {
        Map<Value, Value> keyed = new LinkedHashMap<>();
        entries.forEach((key, value) -> keyed.put(new Text(key), value));
        return new Mapping(keyed);
    }
}
