package dev.weir.policy.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A text for an expression: two expressions with the same text are the same, whatever their spaces and quotes. */
final class ExpressionText {
    private final CelAbstractSyntaxTree ast;

    ExpressionText(CelAbstractSyntaxTree ast) {
        this.ast = ast;
    }

    String of(CelExpr expression) {
        return switch (expression.getKind()) {
            case CONSTANT -> constant(expression);
            case IDENT -> name(expression, expression.ident().name());
            case SELECT ->
                name(
                        expression,
                        "select(" + of(expression.select().operand()) + ","
                                + expression.select().field() + ","
                                + expression.select().testOnly() + ")");
            case CALL ->
                "call(" + expression.call().function() + ","
                        + expression.call().target().map(this::of).orElse("") + ","
                        + all(expression.call().args()) + ")";
            case LIST -> "list(" + all(expression.list().elements()) + ")";
            case COMPREHENSION -> comprehension(expression.comprehension());
            // Not taken apart: the identity tells it from every other expression.
            case NOT_SET, STRUCT, MAP -> "expression(" + System.identityHashCode(ast) + "," + expression.id() + ")";
        };
    }

    private String all(List<CelExpr> expressions) {
        return expressions.stream().map(this::of).collect(Collectors.joining(","));
    }

    /** With its length, so that no text can pass for the end of one and the start of another. */
    private static String constant(CelExpr expression) {
        String value = expression.constant().toString();
        return "constant(" + value.length() + ":" + value + ")";
    }

    private String name(CelExpr expression, String otherwise) {
        return Optional.ofNullable(ast.getReferenceMap().get(expression.id()))
                .map(reference -> reference.name())
                .filter(name -> !name.isEmpty())
                .orElse(otherwise);
    }

    private String comprehension(CelComprehension loop) {
        return "loop(" + loop.iterVar() + "," + loop.iterVar2() + "," + of(loop.iterRange()) + "," + loop.accuVar()
                + ","
                + of(loop.accuInit()) + "," + of(loop.loopCondition()) + "," + of(loop.loopStep()) + ","
                + of(loop.result()) + ")";
    }
}
