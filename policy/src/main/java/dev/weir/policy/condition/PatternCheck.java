package dev.weir.policy.condition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.weir.policy.condition.ConditionProblem.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the regular expressions that a condition matches against. They must be written out: one that comes from a fact
 * could come from a client, and a few characters can make one that fills the memory.
 */
final class PatternCheck {
    private static final String MATCHES = "matches";
    private static final long LARGEST = 5_000;

    private final CelAbstractSyntaxTree ast;
    private final List<ConditionProblem> problems = new ArrayList<>();
    private long size;

    PatternCheck(CelAbstractSyntaxTree ast) {
        this.ast = ast;
    }

    List<ConditionProblem> problems() {
        CelNavigableExpr.fromExpr(ast.getExpr())
                .allNodes()
                .map(CelNavigableExpr::expr)
                .filter(expression -> expression.getKind() == ExprKind.Kind.CALL
                        && expression.call().function().equals(MATCHES))
                .map(expression -> expression.call().args().getLast())
                .forEach(this::check);
        return List.copyOf(problems);
    }

    private void check(CelExpr pattern) {
        if (pattern.getKind() != ExprKind.Kind.CONSTANT
                || pattern.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
            report(pattern, "the pattern of `matches` is not written out", "write it as text between quotes");
            return;
        }
        String text = pattern.constant().stringValue();
        size += PatternSize.of(text);
        if (size > LARGEST) {
            report(pattern, "the pattern of `matches` is too large", "repeat less, or write several conditions");
            return;
        }
        try {
            Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            report(pattern, "the pattern of `matches` is malformed: " + e.getDescription(), "see RE2's syntax");
        }
    }

    private void report(CelExpr pattern, String message, String help) {
        Integer position = ast.getSource().getPositionsMap().get(pattern.id());
        problems.add(ConditionProblem.of(Kind.PATTERN, position == null ? 0 : position, message, help));
    }
}
