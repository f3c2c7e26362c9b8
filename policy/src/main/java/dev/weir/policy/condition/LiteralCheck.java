package dev.weir.policy.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.weir.policy.condition.ConditionProblem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks the names that a condition holds as text, which the type checker can't: {@code findings.has('emial')} is well
 * typed and would never match.
 */
final class LiteralCheck {
    private static final Set<String> EQUALITIES = Set.of("_==_", "_!=_");
    private static final Set<String> ORDERINGS = Set.of("_<_", "_<=_", "_>_", "_>=_");
    private static final String IN = "@in";

    private final CelAbstractSyntaxTree ast;
    private final EntityNames names;
    private final List<ConditionProblem> problems = new ArrayList<>();

    LiteralCheck(CelAbstractSyntaxTree ast, EntityNames names) {
        this.ast = ast;
        this.names = names;
    }

    List<ConditionProblem> problems() {
        CelNavigableExpr.fromExpr(ast.getExpr())
                .allNodes()
                .filter(node -> node.getKind() == ExprKind.Kind.CALL)
                .forEach(this::check);
        return List.copyOf(problems);
    }

    private void check(CelNavigableExpr node) {
        CelCall call = node.expr().call();
        String function = call.function();
        if (call.target().isPresent()) {
            checkMember(node, call);
        } else if (ORDERINGS.contains(function) && call.args().stream().anyMatch(this::isSensitivity)) {
            problems.add(ConditionProblem.of(
                    Kind.LEVELS_HAVE_NO_ORDER_AS_TEXT,
                    offset(node.expr()),
                    "`sensitivity` is text, which sorts by letter and not by level",
                    "write `sensitivity.atLeast('confidential')`"));
        } else if (EQUALITIES.contains(function) || function.equals(IN)) {
            if (call.args().stream().anyMatch(this::isSensitivity)) {
                call.args().forEach(argument -> texts(node, argument).forEach(this::checkLevel));
            } else if (function.equals(IN) && isCategoryList(call.args().getLast())) {
                texts(node, call.args().getFirst()).forEach(this::checkCategoryMember);
            }
        }
    }

    private void checkMember(CelNavigableExpr node, CelCall call) {
        switch (call.function()) {
            case ConditionFunctions.HAS, ConditionFunctions.COUNT ->
                call.args().forEach(argument -> texts(node, argument).forEach(this::checkEntity));
            case ConditionFunctions.CATEGORY ->
                call.args().forEach(argument -> texts(node, argument).forEach(this::checkCategory));
            case ConditionFunctions.AT_LEAST ->
                call.args().forEach(argument -> texts(node, argument).forEach(this::checkLevel));
            default -> {}
        }
    }

    /** The text literals an expression can stand for: itself, a list's, or those that a comprehension walks over. */
    private static Stream<CelExpr> texts(CelNavigableExpr scope, CelExpr expression) {
        return switch (expression.getKind()) {
            case CONSTANT ->
                expression.constant().getKind() == CelConstant.Kind.STRING_VALUE
                        ? Stream.of(expression)
                        : Stream.empty();
            case LIST -> expression.list().elements().stream().flatMap(element -> texts(scope, element));
            case IDENT ->
                rangeOf(scope, expression.ident().name())
                        .filter(range -> range.getKind() == ExprKind.Kind.LIST)
                        .stream()
                        .flatMap(range -> texts(scope, range));
            default -> Stream.empty();
        };
    }

    private static Optional<CelExpr> rangeOf(CelNavigableExpr scope, String variable) {
        for (Optional<CelNavigableExpr> node = scope.parent();
                node.isPresent();
                node = node.get().parent()) {
            CelExpr expression = node.get().expr();
            if (expression.getKind() == ExprKind.Kind.COMPREHENSION
                    && expression.comprehension().iterVar().equals(variable)) {
                return Optional.of(expression.comprehension().iterRange());
            }
        }
        return Optional.empty();
    }

    private void checkEntity(CelExpr literal) {
        String name = literal.constant().stringValue();
        if (!names.knows(name)) {
            unknown(Kind.UNKNOWN_ENTITY, literal, "unknown entity or category `" + name + "`", names.all());
        }
    }

    private void checkCategory(CelExpr literal) {
        String name = literal.constant().stringValue();
        if (EntityNames.category(name).isEmpty()) {
            unknown(Kind.UNKNOWN_ENTITY, literal, "unknown category `" + name + "`", EntityNames.categories());
        }
    }

    private void checkCategoryMember(CelExpr literal) {
        String name = literal.constant().stringValue();
        List<String> known =
                names.entityNames().stream().map(EntityNames::canonical).toList();
        if (!known.contains(name)) {
            unknown(Kind.UNKNOWN_ENTITY, literal, "a category lists no `" + name + "`", known);
        }
    }

    private void checkLevel(CelExpr literal) {
        String name = literal.constant().stringValue();
        if (ConditionFunctions.levelNamed(name).isEmpty()) {
            unknown(
                    Kind.UNKNOWN_LEVEL,
                    literal,
                    "unknown sensitivity level `" + name + "`",
                    ConditionFunctions.levelNames());
        }
    }

    private void unknown(Kind kind, CelExpr literal, String message, List<String> known) {
        String name = literal.constant().stringValue();
        problems.add(new ConditionProblem(
                kind, offset(literal), message, "known here: " + String.join(", ", known), name, known));
    }

    private boolean isSensitivity(CelExpr expression) {
        return expression.getKind() == ExprKind.Kind.IDENT
                && expression.ident().name().equals(Fact.SENSITIVITY.written());
    }

    private static boolean isCategoryList(CelExpr expression) {
        return expression.getKind() == ExprKind.Kind.CALL
                && expression.call().target().isPresent()
                && expression.call().function().equals(ConditionFunctions.CATEGORY);
    }

    private int offset(CelExpr expression) {
        Integer position = ast.getSource().getPositionsMap().get(expression.id());
        return position == null ? 0 : position;
    }
}
