package dev.weir.policy.yaml;

import dev.weir.policy.condition.Compilation;
import dev.weir.policy.condition.Condition;
import dev.weir.policy.condition.ConditionCompiler;
import dev.weir.policy.condition.ConditionProblem;
import dev.weir.policy.condition.ConditionScope;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads conditions; maps a place inside a condition to its place in the file. */
final class ConditionParser {
    private final ProblemLog log;
    private final YamlText text;
    private final ConditionCompiler compiler;

    ConditionParser(ProblemLog log, YamlText text, ConditionCompiler compiler) {
        this.log = log;
        this.text = text;
        this.compiler = compiler;
    }

    Optional<Condition> parse(Node node, ConditionScope scope) {
        Optional<String> source = new ValueReader(log).text(node, "condition");
        if (source.isEmpty() || !(node instanceof ScalarNode scalar)) {
            return Optional.empty();
        }
        return switch (compiler.compile(source.get(), scope)) {
            case Compilation.Compiled compiled -> {
                compiled.warnings().forEach(warning -> report(warning, scalar));
                yield Optional.of(compiled.condition());
            }
            case Compilation.Refused refused -> {
                refused.problems().forEach(problem -> report(problem, scalar));
                yield Optional.empty();
            }
        };
    }

    private void report(ConditionProblem problem, ScalarNode node) {
        SourcePosition position = text.position(node, problem.offset(), log);
        if (problem.unknown().isEmpty()) {
            log.add(code(problem.kind()), position, problem.message(), problem.help());
        } else {
            log.addUnknown(code(problem.kind()), position, problem.message(), problem.unknown(), problem.known());
        }
    }

    private static ProblemCode code(ConditionProblem.Kind kind) {
        return switch (kind) {
            case SYNTAX -> ProblemCode.CONDITION_SYNTAX;
            case TYPE, LEVELS_HAVE_NO_ORDER_AS_TEXT -> ProblemCode.CONDITION_TYPE;
            case UNKNOWN_FACT -> ProblemCode.CONDITION_UNKNOWN_FACT;
            case UNKNOWN_FUNCTION -> ProblemCode.CONDITION_UNKNOWN_FUNCTION;
            case UNKNOWN_ENTITY -> ProblemCode.UNKNOWN_ENTITY;
            case UNKNOWN_LEVEL -> ProblemCode.UNKNOWN_LEVEL;
            case UNKNOWN_TEAM -> ProblemCode.UNKNOWN_TEAM;
            case UNKNOWN_TARGET -> ProblemCode.UNKNOWN_TARGET;
            case UNKNOWN_REGION -> ProblemCode.UNKNOWN_REGION;
            case UNKNOWN_LABEL -> ProblemCode.UNKNOWN_LABEL;
            case PATTERN -> ProblemCode.CONDITION_PATTERN;
            case OUT_OF_RANGE -> ProblemCode.OUT_OF_RANGE;
            case IMPOSSIBLE -> ProblemCode.IMPOSSIBLE;
            case ALWAYS_HOLDS -> ProblemCode.ALWAYS_HOLDS;
            case ALWAYS_FAILS -> ProblemCode.CONDITION_ALWAYS_FAILS;
            case NEVER_HOLDS -> ProblemCode.NEVER_HOLDS;
        };
    }
}
