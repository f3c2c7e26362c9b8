package dev.weir.policy.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.weir.policy.condition.ConditionProblem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compiles conditions, written in CEL (cel.dev), against the facts of a request. Every condition is parsed and type
 * checked; names of entities, categories and levels that it holds as literals are checked too. Thread-safe.
 */
public final class ConditionCompiler {
    /** Longest condition, in code points. */
    public static final int LONGEST = 4096;

    private static final int DEEPEST = 64;
    private static final int MOST_ITERATIONS = 10_000;

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(LONGEST)
            .maxParseRecursionDepth(DEEPEST)
            .comprehensionMaxIterations(MOST_ITERATIONS)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    private static final CelCompiler FOR_LEVELS = compiler(ConditionScope.LEVEL);
    private static final CelCompiler FOR_RULES = compiler(ConditionScope.RULE);

    private final EntityNames names;
    private final Optional<KnownNames> known;
    private final CelRuntime runtime;

    /**
     * Conditions may name these entities.
     *
     * @param known what else they may name; anything where it is left empty
     */
    public ConditionCompiler(EntityNames names, Optional<KnownNames> known) {
        this.names = names;
        this.known = known;
        this.runtime = CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(OPTIONS)
                .addFunctionBindings(ConditionFunctions.bindings(names))
                .build();
    }

    /** Compiles one condition. */
    public Compilation compile(String source, ConditionScope scope) {
        CelValidationResult result = check(source, scope);
        if (result.hasError()) {
            return new Compilation.Refused(IssueTranslator.translate(result.getErrors(), source, scope));
        }
        try {
            List<ConditionProblem> patterns = new PatternCheck(result.getAst()).problems();
            // Nothing may be evaluated or planned that holds a pattern of any size.
            return patterns.isEmpty() ? compile(source, scope, result.getAst()) : new Compilation.Refused(patterns);
        } catch (CelValidationException | CelEvaluationException e) {
            ConditionProblem problem =
                    ConditionProblem.of(Kind.TYPE, 0, "the condition can't be compiled", "write it more simply");
            return new Compilation.Refused(List.of(problem));
        }
    }

    private Compilation compile(String source, ConditionScope scope, CelAbstractSyntaxTree ast)
            throws CelEvaluationException {
        List<Fact> facts = factsOf(ast, scope);
        Formula formula = FormulaReader.read(ast);
        Condition condition = new Condition(source, facts, ast, runtime, names, formula);
        List<ConditionProblem> problems = new ArrayList<>(new LiteralCheck(ast, names).problems());
        Optional<KnownNameCheck> installed = known.map(it -> new KnownNameCheck(ast, it));
        installed.ifPresent(it -> problems.addAll(it.problems()));
        ThresholdCheck thresholds = new ThresholdCheck(formula);
        problems.addAll(thresholds.problems());
        List<ConditionProblem> warnings = new ArrayList<>(thresholds.warnings());
        installed.ifPresent(it -> warnings.addAll(it.warnings()));
        if (condition.isConstant()) {
            switch (condition.evaluate(FactValues.NONE)) {
                case ConditionOutcome.Failed failed ->
                    problems.add(ConditionProblem.of(
                            Kind.ALWAYS_FAILS,
                            0,
                            "the condition always fails: " + failed.reason(),
                            "a condition that fails counts as matched; correct it or write `true`"));
                case ConditionOutcome.Decided decided
                when !decided.holds() ->
                    warnings.add(ConditionProblem.of(
                            Kind.NEVER_HOLDS, 0, "the condition never holds", "name a fact or remove the rule"));
                case ConditionOutcome.Decided _ -> {}
            }
        }
        return problems.isEmpty() ? new Compilation.Compiled(condition, warnings) : new Compilation.Refused(problems);
    }

    private static List<Fact> factsOf(CelAbstractSyntaxTree ast, ConditionScope scope) {
        List<String> referenced =
                ast.getReferenceMap().values().stream().map(CelReference::name).toList();
        return scope.facts().stream()
                .filter(fact -> referenced.contains(fact.written()))
                .toList();
    }

    private CelValidationResult check(String source, ConditionScope scope) {
        return switch (scope) {
            case LEVEL -> FOR_LEVELS.compile(source);
            case RULE -> FOR_RULES.compile(source);
        };
    }

    private static CelCompiler compiler(ConditionScope scope) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addFunctionDeclarations(ConditionFunctions.declarations())
                .setResultType(SimpleType.BOOL);
        scope.facts().forEach(fact -> builder.addVar(fact.written(), fact.type()));
        return builder.build();
    }
}
