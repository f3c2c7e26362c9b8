package dev.weir.localmodels.onnx;

/** A constant setting of a {@link Node}. */
public sealed interface Attribute {

    /** Its name, as the operator defines it. */
    String name();

    /** An integer, or a truth value as 0 or 1. */
    record Whole(String name, long value) implements Attribute {}

    /** A floating-point number. */
    record Real(String name, float value) implements Attribute {}

    static Attribute of(String name, long value) {
        return new Whole(name, value);
    }

    static Attribute of(String name, float value) {
        return new Real(name, value);
    }
}
