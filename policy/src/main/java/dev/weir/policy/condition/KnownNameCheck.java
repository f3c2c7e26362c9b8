package dev.weir.policy.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.weir.policy.Facts;
import dev.weir.policy.condition.ConditionProblem.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Checks teams, targets and labels that a condition names against those that exist in an installation. */
final class KnownNameCheck {
    private static final Set<String> EQUALITIES = Set.of("_==_", "_!=_", "@in");

    /** The region of a target of which the configuration says none. */
    private static final String NOT_SAID = "unknown";

    private final CelAbstractSyntaxTree ast;
    private final KnownNames known;
    private final List<ConditionProblem> problems = new ArrayList<>();

    KnownNameCheck(CelAbstractSyntaxTree ast, KnownNames known) {
        this.ast = ast;
        this.known = known;
        CelNavigableExpr.fromExpr(ast.getExpr())
                .allNodes()
                .map(CelNavigableExpr::expr)
                .forEach(this::check);
    }

    /** Names that would make a rule miss what it means. */
    List<ConditionProblem> problems() {
        return problems.stream()
                .filter(problem -> problem.kind() != Kind.UNKNOWN_REGION)
                .toList();
    }

    /** Regions: a rule on one may well wait for the first target there. */
    List<ConditionProblem> warnings() {
        return problems.stream()
                .filter(problem -> problem.kind() == Kind.UNKNOWN_REGION)
                .toList();
    }

    private void check(CelExpr expression) {
        Labels.keyNamed(expression).ifPresent(key -> checkName(Kind.UNKNOWN_LABEL, key, "label", known.labelKeys()));
        if (expression.getKind() == ExprKind.Kind.CALL
                && EQUALITIES.contains(expression.call().function())) {
            CelCall call = expression.call();
            call.args().stream()
                    .flatMap(side -> fact(side).stream())
                    .forEach(fact -> call.args().stream()
                            .flatMap(KnownNameCheck::texts)
                            .forEach(literal -> check(fact, literal)));
        }
    }

    private void check(Fact fact, CelExpr literal) {
        switch (fact) {
            case CALLER_TEAM -> checkName(Kind.UNKNOWN_TEAM, literal, "team", known.teams());
            case TARGET_ID -> checkName(Kind.UNKNOWN_TARGET, literal, "target", ofTargets(Facts.Target::id));
            case TARGET_PROVIDER ->
                checkName(Kind.UNKNOWN_TARGET, literal, "provider", ofTargets(Facts.Target::provider));
            case TARGET_REGION -> {
                if (!literal.constant().stringValue().equals(NOT_SAID)) {
                    checkName(Kind.UNKNOWN_REGION, literal, "region", ofTargets(Facts.Target::region));
                }
            }
            default -> {}
        }
    }

    private List<String> ofTargets(Function<Facts.Target, String> name) {
        return known.targets().stream().map(name).distinct().toList();
    }

    private void checkName(Kind kind, CelExpr literal, String what, Collection<String> names) {
        String name = literal.constant().stringValue();
        if (!names.isEmpty() && !names.contains(name)) {
            Integer offset = ast.getSource().getPositionsMap().get(literal.id());
            problems.add(new ConditionProblem(
                    kind,
                    offset == null ? 0 : offset,
                    "there is no " + what + " `" + name + "`",
                    "known here: " + String.join(", ", names),
                    name,
                    names.stream().sorted().toList()));
        }
    }

    private Optional<Fact> fact(CelExpr expression) {
        return Optional.ofNullable(ast.getReferenceMap().get(expression.id()))
                .flatMap(reference -> Fact.named(reference.name()));
    }

    private static Stream<CelExpr> texts(CelExpr expression) {
        return switch (expression.getKind()) {
            case CONSTANT ->
                expression.constant().getKind() == CelConstant.Kind.STRING_VALUE
                        ? Stream.of(expression)
                        : Stream.empty();
            case LIST -> expression.list().elements().stream().flatMap(KnownNameCheck::texts);
            default -> Stream.empty();
        };
    }
}
