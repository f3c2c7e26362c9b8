package dev.weir.policy.condition;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import dev.weir.policy.Sensitivity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The functions that conditions have beside those of CEL itself. */
final class ConditionFunctions {
    static final String HAS = "has";
    static final String COUNT = "count";
    static final String CATEGORY = "category";
    static final String TOTAL = "total";
    static final String AT_LEAST = "atLeast";

    /** Names for a suggestion, CEL's most used ones among them. */
    static final List<String> NAMES = List.of(
            HAS,
            COUNT,
            CATEGORY,
            TOTAL,
            AT_LEAST,
            "size",
            "startsWith",
            "endsWith",
            "contains",
            "matches",
            "exists",
            "all",
            "getHours",
            "getDayOfWeek");

    private static final List<String> WRITTEN =
            Arrays.stream(Sensitivity.values()).map(ConditionFunctions::written).toList();

    private static final Map<String, Sensitivity> LEVELS = Arrays.stream(Sensitivity.values())
            .collect(Collectors.toUnmodifiableMap(ConditionFunctions::written, level -> level));

    private ConditionFunctions() {}

    static List<CelFunctionDecl> declarations() {
        return List.of(
                finding(HAS, SimpleType.BOOL, SimpleType.STRING),
                finding(COUNT, SimpleType.INT, SimpleType.STRING),
                finding(CATEGORY, ListType.create(SimpleType.STRING), SimpleType.STRING),
                finding(TOTAL, SimpleType.INT),
                CelFunctionDecl.newFunctionDeclaration(
                        AT_LEAST,
                        CelOverloadDecl.newMemberOverload(
                                "sensitivity_at_least", SimpleType.BOOL, SimpleType.STRING, SimpleType.STRING)));
    }

    /** A name that isn't known fails the condition: it comes from an expression that loading could not check. */
    @SuppressWarnings("Immutable") // EntityNames never changes once it is made; it only lacks the annotation.
    static List<CelFunctionBinding> bindings(EntityNames names) {
        return List.of(
                CelFunctionBinding.from(
                        overload(HAS),
                        FindingCounts.class,
                        String.class,
                        (counts, name) -> counts.has(known(names, name))),
                CelFunctionBinding.from(
                        overload(COUNT),
                        FindingCounts.class,
                        String.class,
                        (counts, name) -> counts.count(known(names, name))),
                CelFunctionBinding.from(
                        overload(CATEGORY),
                        FindingCounts.class,
                        String.class,
                        (counts, name) -> counts.category(knownCategory(name))),
                CelFunctionBinding.from(overload(TOTAL), FindingCounts.class, FindingCounts::total),
                CelFunctionBinding.from(
                        "sensitivity_at_least",
                        String.class,
                        String.class,
                        (actual, least) -> level(actual).compareTo(level(least)) >= 0));
    }

    static Optional<Sensitivity> levelNamed(String name) {
        return Optional.ofNullable(LEVELS.get(name));
    }

    static List<String> levelNames() {
        return WRITTEN;
    }

    /** The level as conditions write it. */
    static String written(Sensitivity level) {
        return switch (level) {
            case PUBLIC -> "public";
            case INTERNAL -> "internal";
            case CONFIDENTIAL -> "confidential";
            case RESTRICTED -> "restricted";
        };
    }

    private static Sensitivity level(String name) {
        return levelNamed(name).orElseThrow(() -> new IllegalArgumentException("unknown sensitivity level"));
    }

    private static String known(EntityNames names, String name) {
        return names.find(name).orElseThrow(() -> new IllegalArgumentException("unknown entity or category"));
    }

    private static String knownCategory(String name) {
        return EntityNames.category(name)
                .orElseThrow(() -> new IllegalArgumentException("unknown category"))
                .name();
    }

    private static CelFunctionDecl finding(String name, CelType result, CelType... arguments) {
        CelType[] types = new CelType[arguments.length + 1];
        types[0] = Fact.FINDINGS.type();
        System.arraycopy(arguments, 0, types, 1, arguments.length);
        return CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newMemberOverload(overload(name), result, List.of(types)));
    }

    private static String overload(String name) {
        return "findings_" + name;
    }
}
