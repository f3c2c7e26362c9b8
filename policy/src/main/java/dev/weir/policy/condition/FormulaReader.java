package dev.weir.policy.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.types.SimpleType;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.condition.Formula.Comparison;
import dev.weir.policy.condition.Formula.Range;
import dev.weir.policy.condition.Formula.Subject;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a checked condition as a formula. What it doesn't know becomes opaque, and opaque things may be anything: so
 * whatever is concluded from a formula holds for the condition.
 */
final class FormulaReader {
    private static final Map<String, Comparison> COMPARISONS = Map.of(
            "_<_", Comparison.LESS,
            "_<=_", Comparison.AT_MOST,
            "_>_", Comparison.MORE,
            "_>=_", Comparison.AT_LEAST,
            "_==_", Comparison.EQUAL);

    private final CelAbstractSyntaxTree ast;
    private final ExpressionText text;

    private FormulaReader(CelAbstractSyntaxTree ast) {
        this.ast = ast;
        this.text = new ExpressionText(ast);
    }

    static Formula read(CelAbstractSyntaxTree ast) {
        return new FormulaReader(ast).read(ast.getExpr());
    }

    private Formula read(CelExpr expression) {
        return switch (expression.getKind()) {
            case CONSTANT -> new Formula.Constant(expression.constant().booleanValue());
            case CALL -> call(expression, expression.call());
            default -> opaque(expression);
        };
    }

    private Formula call(CelExpr expression, CelCall call) {
        List<CelExpr> arguments = call.args();
        return switch (call.function()) {
            case "!_" -> new Formula.Not(read(arguments.getFirst()));
            case "_&&_" -> new Formula.And(read(arguments.getFirst()), read(arguments.getLast()));
            case "_||_" -> new Formula.Or(read(arguments.getFirst()), read(arguments.getLast()));
            case "_?_:_" ->
                new Formula.Choice(read(arguments.getFirst()), read(arguments.get(1)), read(arguments.getLast()));
            case "_!=_" ->
                equality(expression, arguments).<Formula>map(Formula.Not::new).orElseGet(() -> opaque(expression));
            case "_==_" -> equality(expression, arguments).orElseGet(() -> opaque(expression));
            case "_<_", "_<=_", "_>_", "_>=_" ->
                comparison(expression, call.function(), arguments).orElseGet(() -> opaque(expression));
            case "@in" -> membership(arguments).orElseGet(() -> opaque(expression));
            case ConditionFunctions.HAS -> has(expression, call);
            case ConditionFunctions.AT_LEAST -> atLeast(expression, call);
            default -> opaque(expression);
        };
    }

    private Optional<Formula> equality(CelExpr expression, List<CelExpr> sides) {
        Optional<Formula> numbers = comparison(expression, "_==_", sides);
        return numbers.or(() -> isText(sides.getLast())
                        ? textSubject(sides.getFirst()).map(subject -> oneOf(subject, sides.getLast()))
                        : Optional.empty())
                .or(() -> isText(sides.getFirst())
                        ? textSubject(sides.getLast()).map(subject -> oneOf(subject, sides.getFirst()))
                        : Optional.empty());
    }

    private static Formula oneOf(Subject subject, CelExpr literal) {
        return new Formula.OneOf(subject, Set.of(literal.constant().stringValue()));
    }

    private Optional<Formula> membership(List<CelExpr> sides) {
        CelExpr list = sides.getLast();
        if (list.getKind() != ExprKind.Kind.LIST
                || !list.list().elements().stream().allMatch(FormulaReader::isText)) {
            return Optional.empty();
        }
        Set<String> values = new HashSet<>();
        list.list().elements().forEach(element -> values.add(element.constant().stringValue()));
        return textSubject(sides.getFirst()).map(subject -> new Formula.OneOf(subject, values));
    }

    private Optional<Formula> comparison(CelExpr expression, String operator, List<CelExpr> sides) {
        Comparison comparison = Optional.ofNullable(COMPARISONS.get(operator)).orElseThrow();
        Optional<Formula> direct = compared(expression, comparison, sides.getFirst(), sides.getLast());
        return direct.or(() -> compared(expression, comparison.mirrored(), sides.getLast(), sides.getFirst()));
    }

    private Optional<Formula> compared(CelExpr whole, Comparison comparison, CelExpr asked, CelExpr literal) {
        int offset = offset(literal).or(() -> offset(whole)).orElse(0);
        return number(literal)
                .flatMap(value ->
                        numberSubject(asked).map(subject -> new Formula.Compared(subject, comparison, value, offset)));
    }

    private Formula has(CelExpr expression, CelCall call) {
        if (!isText(call.args().getFirst())) {
            return opaque(expression);
        }
        Subject subject = counted(call.args().getFirst());
        return new Formula.Compared(
                subject, Comparison.MORE, BigDecimal.ZERO, offset(expression).orElse(0));
    }

    private Formula atLeast(CelExpr expression, CelCall call) {
        Optional<Subject> subject = call.target().flatMap(this::textSubject).filter(it -> it.range() == Range.LEVEL);
        Optional<Sensitivity> least = call.args().stream()
                .filter(FormulaReader::isText)
                .findFirst()
                .flatMap(literal ->
                        ConditionFunctions.levelNamed(literal.constant().stringValue()));
        if (subject.isEmpty() || least.isEmpty()) {
            return opaque(expression);
        }
        Set<String> levels = new HashSet<>();
        for (Sensitivity level : Sensitivity.values()) {
            if (level.compareTo(least.get()) >= 0) {
                levels.add(level.name().toLowerCase(Locale.ROOT));
            }
        }
        return new Formula.OneOf(subject.get(), levels);
    }

    /** The numeric fact, or count of findings, that an expression reads. */
    private Optional<Subject> numberSubject(CelExpr expression) {
        Optional<Fact> fact = fact(expression);
        if (fact.isPresent()) {
            return fact.flatMap(FormulaReader::numeric);
        }
        if (expression.getKind() != ExprKind.Kind.CALL) {
            return Optional.empty();
        }
        CelCall call = expression.call();
        return switch (call.function()) {
            case ConditionFunctions.COUNT ->
                call.args().stream().filter(FormulaReader::isText).findFirst().map(this::counted);
            case ConditionFunctions.TOTAL -> Optional.of(new Subject(text.of(expression), Range.COUNT, false));
            case "size" ->
                call.target()
                        .or(() -> call.args().stream().findFirst())
                        .filter(FormulaReader::isCategory)
                        .map(_ -> new Subject("size " + text.of(expression), Range.COUNT, false));
            default -> Optional.empty();
        };
    }

    private Subject counted(CelExpr literal) {
        String name = EntityNames.canonical(literal.constant().stringValue());
        return new Subject("count " + name, Range.COUNT, false);
    }

    private static boolean isCategory(CelExpr expression) {
        return expression.getKind() == ExprKind.Kind.CALL
                && expression.call().function().equals(ConditionFunctions.CATEGORY)
                && expression.call().args().stream().allMatch(FormulaReader::isText);
    }

    private static Optional<Subject> numeric(Fact fact) {
        return switch (fact) {
            case DIFFICULTY, INJECTION -> Optional.of(new Subject(fact.written(), Range.FRACTION, true));
            case TOKENS -> Optional.of(new Subject(fact.written(), Range.COUNT, true));
            case REQUEST_TURNS -> Optional.of(new Subject(fact.written(), Range.COUNT, false));
            default ->
                fact.type().equals(SimpleType.DOUBLE)
                        ? Optional.of(new Subject(fact.written(), Range.AMOUNT, true))
                        : Optional.empty();
        };
    }

    /** The fact or label, a text, that an expression reads. */
    private Optional<Subject> textSubject(CelExpr expression) {
        Optional<String> label =
                Labels.keyRead(expression).map(CelExpr::constant).map(CelConstant::stringValue);
        if (label.isPresent()) {
            return label.map(key -> new Subject("label " + key, Range.TEXT, true));
        }
        return fact(expression)
                .filter(fact -> fact.type().equals(SimpleType.STRING))
                .map(fact -> new Subject(fact.written(), fact == Fact.SENSITIVITY ? Range.LEVEL : Range.TEXT, false));
    }

    private Optional<Fact> fact(CelExpr expression) {
        return Optional.ofNullable(ast.getReferenceMap().get(expression.id()))
                .flatMap(reference -> Fact.named(reference.name()));
    }

    private Formula opaque(CelExpr expression) {
        boolean plainFact = fact(expression).isPresent();
        return new Formula.Opaque(new Subject(text.of(expression), Range.TRUTH, !plainFact));
    }

    private static boolean isText(CelExpr expression) {
        return expression.getKind() == ExprKind.Kind.CONSTANT
                && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }

    private static Optional<BigDecimal> number(CelExpr expression) {
        if (expression.getKind() != ExprKind.Kind.CONSTANT) {
            return Optional.empty();
        }
        CelConstant constant = expression.constant();
        return switch (constant.getKind()) {
            case INT64_VALUE -> Optional.of(BigDecimal.valueOf(constant.int64Value()));
            case DOUBLE_VALUE ->
                Double.isFinite(constant.doubleValue())
                        ? Optional.of(new BigDecimal(constant.doubleValue()))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<Integer> offset(CelExpr expression) {
        return Optional.ofNullable(ast.getSource().getPositionsMap().get(expression.id()));
    }
}
