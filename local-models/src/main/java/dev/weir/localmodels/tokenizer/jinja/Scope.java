package dev.weir.localmodels.tokenizer.jinja;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that a part of a template sees: its own, then those around it. */
final class Scope {

    private final @Nullable Scope around;
    private final Map<String, Value> names = new HashMap<>();

    private Scope(@Nullable Scope around) {
        this.around = around;
    }

    static Scope outermost(Map<String, Value> names) {
        Scope scope = new Scope(null);
        scope.names.putAll(names);
        return scope;
    }

    Scope inner() {
        return new Scope(this);
    }

    void set(String name, Value value) {
        names.put(name, value);
    }

    Value get(String name) {
        for (Scope scope = this; scope != null; scope = scope.around) {
            Value value = scope.names.get(name);
            if (value != null) {
                return value;
            }
        }
        return new Value.Undefined(name);
    }
}
