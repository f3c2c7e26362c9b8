package dev.weir.policy.condition;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind;
import java.util.List;
import java.util.Optional;

/** The forms in which conditions name a label: {@code labels.dept}, {@code labels['dept']}, {@code 'dept' in labels}. */
final class Labels {
    private Labels() {}

    /** The key, as a constant, if the expression reads a label. */
    static Optional<CelExpr> keyRead(CelExpr expression) {
        if (expression.getKind() == ExprKind.Kind.SELECT
                && !expression.select().testOnly()
                && isLabels(expression.select().operand())) {
            return Optional.of(CelExpr.ofConstant(
                    expression.id(), CelConstant.ofValue(expression.select().field())));
        }
        return expression.getKind() == ExprKind.Kind.CALL
                        && expression.call().function().equals("_[_]")
                        && isLabels(expression.call().args().getFirst())
                ? Optional.of(expression.call().args().getLast()).filter(Labels::isText)
                : Optional.empty();
    }

    /** The key, as a constant, that the expression reads or asks for. */
    static Optional<CelExpr> keyNamed(CelExpr expression) {
        if (expression.getKind() == ExprKind.Kind.SELECT
                && isLabels(expression.select().operand())) {
            return Optional.of(CelExpr.ofConstant(
                    expression.id(), CelConstant.ofValue(expression.select().field())));
        }
        if (expression.getKind() != ExprKind.Kind.CALL) {
            return Optional.empty();
        }
        CelCall call = expression.call();
        List<CelExpr> arguments = call.args();
        return call.function().equals("@in") && isLabels(arguments.getLast())
                ? Optional.of(arguments.getFirst()).filter(Labels::isText)
                : keyRead(expression);
    }

    private static boolean isLabels(CelExpr expression) {
        return expression.getKind() == ExprKind.Kind.IDENT
                && expression.ident().name().equals(Fact.LABELS.written());
    }

    private static boolean isText(CelExpr expression) {
        return expression.getKind() == ExprKind.Kind.CONSTANT
                && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }
}
