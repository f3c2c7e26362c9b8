package dev.weir.localmodels.tokenizer.jinja;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Part of a template that writes or does something. */
sealed interface Statement {

    record Data(String text) implements Statement {}

    record Print(Expression value) implements Statement {}

    /** The first branch whose condition holds runs. {@code else} has the condition {@code true}. */
    record If(List<Branch> branches) implements Statement {}

    record Branch(Expression condition, List<Statement> body) {}

    record For(
            List<String> targets,
            Expression items,
            Optional<Expression> only,
            List<Statement> body,
            List<Statement> otherwise)
            implements Statement {}

    record Set(List<Target> targets, Expression value) implements Statement {}

    record SetBlock(Target target, List<Statement> body) implements Statement {}

    /** {@code name}, or {@code name.attribute} of a namespace. */
    record Target(String name, Optional<String> attribute) {}

    /**
     * A function written as a template.
     *
     * @param parameters by name, with the default of those that have one
     */
    record Macro(String name, List<Map.Entry<String, Optional<Expression>>> parameters, List<Statement> body)
            implements Statement {}

    record FilterBlock(List<Expression.Filter> filters, List<Statement> body) implements Statement {}

    /** Statements that stand for themselves, such as {@code generation}. */
    record Block(List<Statement> body) implements Statement {}

    record Break() implements Statement {}

    record Continue() implements Statement {}
}
