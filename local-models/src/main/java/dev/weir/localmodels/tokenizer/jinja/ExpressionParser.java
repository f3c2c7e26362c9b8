package dev.weir.localmodels.tokenizer.jinja;

import dev.weir.localmodels.tokenizer.jinja.Expression.Binary;
import dev.weir.localmodels.tokenizer.jinja.Expression.Passed;
import dev.weir.localmodels.tokenizer.jinja.Lexeme.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Parses expressions, with the precedence of Jinja2: {@code x|f} binds tighter than any operator but a sign. */
final class ExpressionParser {

    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", ">", "<=", ">=");
    private static final Set<String> SUMS = Set.of("+", "-");
    private static final Set<String> PRODUCTS = Set.of("*", "/", "//", "%");
    private static final Set<String> NO_TEST_ARGUMENT = Set.of("else", "or", "and", "is", "if");

    private final LexemeStream lexemes;
    private final OperandParser operands;

    ExpressionParser(LexemeStream lexemes) {
        this.lexemes = lexemes;
        this.operands = new OperandParser(lexemes, this);
    }

    Expression expression() {
        lexemes.enter();
        Expression value = withoutChoice();
        while (lexemes.skipName("if")) {
            Expression condition = withoutChoice();
            Optional<Expression> otherwise = lexemes.skipName("else") ? Optional.of(expression()) : Optional.empty();
            value = new Expression.Choice(condition, value, otherwise);
        }
        lexemes.leave();
        return value;
    }

    /** An expression, or several in a tuple without brackets. */
    Expression tupleOrExpression() {
        Expression first = expression();
        if (!lexemes.current().isOperator(",")) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        while (lexemes.skipOperator(",") && !lexemes.current().is(Kind.BLOCK_END)) {
            items.add(expression());
        }
        return new Expression.TupleOf(items);
    }

    /** An expression in which {@code if} means something else, as after {@code for x in}. */
    Expression withoutChoice() {
        Expression left = and();
        while (lexemes.skipName("or")) {
            left = new Binary("or", left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (lexemes.skipName("and")) {
            left = new Binary("and", left, not());
        }
        return left;
    }

    private Expression not() {
        if (!lexemes.skipName("not")) {
            return comparison();
        }
        lexemes.enter();
        Expression negated = new Expression.Unary("not", not());
        lexemes.leave();
        return negated;
    }

    private Expression comparison() {
        Expression first = sum();
        List<Map.Entry<String, Expression>> rest = new ArrayList<>();
        while (true) {
            if (lexemes.current().is(Kind.OPERATOR)
                    && COMPARISONS.contains(lexemes.current().text())) {
                rest.add(Map.entry(lexemes.next().text(), sum()));
            } else if (lexemes.skipName("in")) {
                rest.add(Map.entry("in", sum()));
            } else if (lexemes.current().isName("not") && lexemes.following().isName("in")) {
                lexemes.next();
                lexemes.next();
                rest.add(Map.entry("not in", sum()));
            } else {
                return rest.isEmpty() ? first : new Expression.Comparison(first, rest);
            }
        }
    }

    private Expression sum() {
        return leftToRight(SUMS, () -> leftToRight(Set.of("~"), this::product));
    }

    private Expression product() {
        return leftToRight(PRODUCTS, () -> leftToRight(Set.of("**"), this::filtered));
    }

    private Expression leftToRight(Set<String> operators, Supplier<Expression> operand) {
        Expression left = operand.get();
        while (lexemes.current().is(Kind.OPERATOR)
                && operators.contains(lexemes.current().text())) {
            left = new Binary(lexemes.next().text(), left, operand.get());
        }
        return left;
    }

    private Expression filtered() {
        Expression value = signed();
        while (true) {
            if (lexemes.skipOperator("|")) {
                value = filter(value);
            } else if (lexemes.skipName("is")) {
                value = test(value);
            } else if (lexemes.current().isOperator("(")) {
                value = new Expression.Call(value, operands.passed());
            } else {
                return value;
            }
        }
    }

    private Expression signed() {
        for (String sign : SUMS) {
            if (lexemes.skipOperator(sign)) {
                lexemes.enter();
                Expression value = new Expression.Unary(sign, signed());
                lexemes.leave();
                return value;
            }
        }
        return operands.operand();
    }

    /** A filter after its {@code |}. */
    Expression.Filter filter(Expression of) {
        String name = lexemes.expectName();
        if (!Filters.NAMES.contains(name)) {
            throw lexemes.failure("the filter `" + name + "` is not known");
        }
        return new Expression.Filter(of, name, lexemes.current().isOperator("(") ? operands.passed() : Passed.NONE);
    }

    private Expression test(Expression of) {
        boolean negated = lexemes.skipName("not");
        String name = lexemes.expectName();
        if (!Tests.NAMES.contains(name)) {
            throw lexemes.failure("the test `" + name + "` is not known");
        }
        Passed arguments = Passed.NONE;
        if (lexemes.current().isOperator("(")) {
            arguments = operands.passed();
        } else if (startsTestArgument(lexemes.current())) {
            arguments = new Passed(List.of(operands.operand()), Map.of());
        }
        Expression test = new Expression.Test(of, name, arguments);
        return negated ? new Expression.Unary("not", test) : test;
    }

    private static boolean startsTestArgument(Lexeme lexeme) {
        return switch (lexeme.kind()) {
            case NAME -> !NO_TEST_ARGUMENT.contains(lexeme.text());
            case STRING, WHOLE, REAL -> true;
            case OPERATOR -> lexeme.text().equals("[") || lexeme.text().equals("{");
            case DATA, PRINT_BEGIN, PRINT_END, BLOCK_BEGIN, BLOCK_END, END -> false;
        };
    }
}
