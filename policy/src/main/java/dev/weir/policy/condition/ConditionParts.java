package dev.weir.policy.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.ast.CelReference;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelUnknownSet;
import dev.weir.policy.condition.ConditionTree.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Evaluates a condition part by part, for an explanation.
 *
 * <p>Each part is evaluated on its own, also where the whole would not have come to it: of {@code a && b} CEL leaves
 * out one side where the other settles the matter, whichever comes first. Which parts had a say follows from the values.
 */
final class ConditionParts {
    private static final String AND = "_&&_";
    private static final String OR = "_||_";
    private static final String CHOICE = "_?_:_";
    private static final int MOST_SHOWN = 5;

    private final CelAbstractSyntaxTree ast;
    private final CelRuntime runtime;
    private final SourceSpans spans;
    private final FactValues values;

    ConditionParts(String source, CelAbstractSyntaxTree ast, CelRuntime runtime, FactValues values) {
        this.ast = ast;
        this.runtime = runtime;
        this.spans = new SourceSpans(ast, source);
        this.values = values;
    }

    ConditionTree tree() {
        return tree(ast.getExpr(), true);
    }

    private ConditionTree tree(CelExpr expression, boolean relevant) {
        Value value = value(expression);
        List<CelExpr> parts = parts(expression);
        List<ConditionTree> trees = new ArrayList<>();
        for (CelExpr part : parts) {
            if (!SourceSpans.isLiteral(part)) {
                trees.add(tree(part, relevant && hasSay(expression, value, part)));
            }
        }
        SourceSpans.Span span = spans.of(expression);
        return new ConditionTree(spans.text(span), span.start(), value, relevant, trees);
    }

    /** A chain of {@code &&} is one list, though CEL reads it as a tree. */
    private static List<CelExpr> parts(CelExpr expression) {
        return isCall(expression, AND) || isCall(expression, OR)
                ? chain(expression, expression.call().function()).toList()
                : SourceSpans.parts(expression).toList();
    }

    private static Stream<CelExpr> chain(CelExpr expression, String function) {
        return isCall(expression, function)
                ? expression.call().args().stream().flatMap(argument -> chain(argument, function))
                : Stream.of(expression);
    }

    private boolean hasSay(CelExpr whole, Value value, CelExpr part) {
        if (isCall(whole, AND) || isCall(whole, OR)) {
            return sort(value(part)).equals(sort(value));
        }
        if (isCall(whole, CHOICE)) {
            List<CelExpr> arguments = whole.call().args();
            return switch (value(arguments.getFirst())) {
                case Value.Shown(String text)
                when text.equals("true") -> part.id() != arguments.get(2).id();
                case Value.Shown _ -> part.id() != arguments.get(1).id();
                case Value.Hidden _, Value.Failed _ ->
                    part.id() == arguments.getFirst().id();
            };
        }
        return true;
    }

    /** Values that settle a chain alike: any failure is one sort. */
    private static String sort(Value value) {
        return switch (value) {
            case Value.Shown(String text) -> text;
            case Value.Hidden _ -> "hidden";
            case Value.Failed _ -> "failed";
        };
    }

    private Value value(CelExpr expression) {
        CelAbstractSyntaxTree part = CelAbstractSyntaxTree.newCheckedAst(
                expression, ast.getSource(), ast.getReferenceMap(), ast.getTypeMap());
        try {
            Object result = runtime.createProgram(part).eval(values.resolver());
            return result instanceof CelUnknownSet ? new Value.Failed("missing_fact") : shown(expression, result);
        } catch (CelEvaluationException e) {
            return new Value.Failed(Condition.reason(e));
        } catch (RuntimeException e) {
            return new Value.Failed("internal_error");
        }
    }

    private Value shown(CelExpr expression, Object result) {
        if (result instanceof Boolean || isFitForTrace(expression)) {
            return new Value.Shown(text(result));
        }
        return new Value.Hidden();
    }

    private static String text(Object result) {
        return switch (result) {
            case Double number ->
                BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
            case Collection<?> list -> list.size() > MOST_SHOWN ? list.size() + " values" : String.valueOf(list);
            default -> String.valueOf(result);
        };
    }

    /** A text's length is a count; any other thing made of a client's text may still give it away. */
    private boolean isFitForTrace(CelExpr expression) {
        return isCall(expression, "size") || facts(expression).allMatch(FactValues::isTraceable);
    }

    private Stream<Fact> facts(CelExpr expression) {
        return CelNavigableExpr.fromExpr(expression)
                .allNodes()
                .map(node -> ast.getReference(node.expr().id()))
                .flatMap(Optional::stream)
                .map(CelReference::name)
                .filter(Objects::nonNull)
                .map(Fact::named)
                .flatMap(Optional::stream);
    }

    private static boolean isCall(CelExpr expression, String function) {
        return expression.getKind() == ExprKind.Kind.CALL
                && expression.call().function().equals(function);
    }
}
