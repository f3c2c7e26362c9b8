package dev.weir.localmodels.tokenizer.jinja;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Part of a template that has a value. */
sealed interface Expression {

    record Literal(Value value) implements Expression {}

    record Name(String name) implements Expression {}

    record ListOf(List<Expression> items) implements Expression {}

    record TupleOf(List<Expression> items) implements Expression {}

    record MapOf(List<Map.Entry<Expression, Expression>> entries) implements Expression {}

    /** {@code of.name} */
    record Attribute(Expression of, String name) implements Expression {}

    /** {@code of[index]} */
    record Item(Expression of, Expression index) implements Expression {}

    /** {@code of[from:to:step]} */
    record Slice(Expression of, Optional<Expression> from, Optional<Expression> to, Optional<Expression> step)
            implements Expression {}

    record Call(Expression of, Passed arguments) implements Expression {}

    record Filter(Expression of, String name, Passed arguments) implements Expression {}

    record Test(Expression of, String name, Passed arguments) implements Expression {}

    record Unary(String operator, Expression of) implements Expression {}

    record Binary(String operator, Expression left, Expression right) implements Expression {}

    /** {@code first operator operand operator operand}, each compared with the one before it. */
    record Comparison(Expression first, List<Map.Entry<String, Expression>> rest) implements Expression {}

    record Choice(Expression condition, Expression then, Optional<Expression> otherwise) implements Expression {}

    /** Arguments before they are evaluated. */
    record Passed(List<Expression> positional, Map<String, Expression> named) {
        static final Passed NONE = new Passed(List.of(), Map.of());
    }
}
