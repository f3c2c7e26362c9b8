package dev.weir.policy.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.weir.policy.detection.Entity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a condition's outcome is likely to change: what a search for the nearest other verdict tries first.
 *
 * @param numbers those that the condition compares with or reckons with
 * @param entities those it names, a category standing as an entity of its own name
 * @param facts names of the facts it reads
 */
public record Landmarks(Set<Double> numbers, Set<Entity> entities, Set<String> facts) {
    public Landmarks {
        numbers = Set.copyOf(numbers);
        entities = Set.copyOf(entities);
        facts = Set.copyOf(facts);
    }

    static Landmarks of(CelAbstractSyntaxTree ast, List<Fact> facts, EntityNames names) {
        Set<Double> numbers = new LinkedHashSet<>();
        Set<Entity> entities = new LinkedHashSet<>();
        CelNavigableExpr.fromExpr(ast.getExpr())
                .allNodes()
                .filter(node -> node.getKind() == ExprKind.Kind.CONSTANT)
                .map(node -> node.expr().constant())
                .forEach(constant -> {
                    number(constant).ifPresent(numbers::add);
                    entity(constant, names).ifPresent(entities::add);
                });
        return new Landmarks(
                numbers,
                facts.contains(Fact.FINDINGS) ? entities : Set.of(),
                facts.stream().map(Fact::written).collect(Collectors.toSet()));
    }

    private static Optional<Double> number(CelConstant constant) {
        return switch (constant.getKind()) {
            case INT64_VALUE -> Optional.of((double) constant.int64Value());
            case UINT64_VALUE -> Optional.of(constant.uint64Value().doubleValue());
            case DOUBLE_VALUE -> Optional.of(constant.doubleValue());
            default -> Optional.empty();
        };
    }

    private static Optional<Entity> entity(CelConstant constant, EntityNames names) {
        if (constant.getKind() != CelConstant.Kind.STRING_VALUE) {
            return Optional.empty();
        }
        String name = constant.stringValue();
        return names.entity(name)
                .or(() -> EntityNames.category(name).map(category -> new Entity(category.name(), category)));
    }
}
