package dev.weir.auditlog.json;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A JSON value. Immutable. */
public sealed interface Json {

    /** Members in the order of RFC 8785: by UTF-16 code units of their names, which is {@link String}'s own order. */
    record ObjectValue(Map<String, Json> members) implements Json {
        public ObjectValue {
            members = Collections.unmodifiableMap(new TreeMap<>(members));
        }

        /**
         * A member's text.
         *
         * @throws JsonFormatException if there is none
         */
        public String text(String name) {
            if (members.get(name) instanceof StringValue string) {
                return string.text();
            }
            throw new JsonFormatException("there is no text `" + name + "`");
        }

        /**
         * A member's whole number.
         *
         * @throws JsonFormatException if there is none
         */
        public long number(String name) {
            if (members.get(name) instanceof NumberValue number && number.number() == Math.rint(number.number())) {
                return (long) number.number();
            }
            throw new JsonFormatException("there is no whole number `" + name + "`");
        }

        /**
         * A member that is an object.
         *
         * @throws JsonFormatException if there is none
         */
        public ObjectValue object(String name) {
            if (members.get(name) instanceof ObjectValue object) {
                return object;
            }
            throw new JsonFormatException("there is no object `" + name + "`");
        }
    }

    record ArrayValue(List<Json> elements) implements Json {
        public ArrayValue {
            elements = List.copyOf(elements);
        }
    }

    record StringValue(String text) implements Json {}

    /** A finite IEEE 754 double, as in every JSON that JCS can write. */
    record NumberValue(double number) implements Json {

        /** Largest whole number up to which every one has a double of its own: 2^53 - 1. */
        public static final long MAX_WHOLE = (1L << 53) - 1;

        public NumberValue {
            if (!Double.isFinite(number)) {
                throw new JsonFormatException("JSON has no number for infinity and not-a-number");
            }
        }

        /** A whole number that a double holds exactly. */
        public static NumberValue of(long number) {
            if (Math.abs(number) > MAX_WHOLE) {
                throw new JsonFormatException("a JSON number holds whole numbers up to 2^53 - 1 exactly");
            }
            return new NumberValue(number);
        }
    }

    record BooleanValue(boolean value) implements Json {}

    /** The value {@code null}. */
    enum NullValue implements Json {
        NULL
    }

    static Json of(String text) {
        return new StringValue(text);
    }

    static Json of(long number) {
        return NumberValue.of(number);
    }

    static Json of(boolean value) {
        return new BooleanValue(value);
    }
}
