package dev.weir.localmodels.tokenizer.jinja;

import dev.weir.localmodels.tokenizer.jinja.Expression.Binary;
import dev.weir.localmodels.tokenizer.jinja.Expression.Passed;
import dev.weir.localmodels.tokenizer.jinja.Lexeme.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

    ExpressionParser(LexemeStream lexemes) {
        this.lexemes = lexemes;
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
                value = new Expression.Call(value, passed());
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
        return postfix(primary());
    }

    /** A filter after its {@code |}. */
    Expression.Filter filter(Expression of) {
        String name = lexemes.expectName();
        if (!Filters.NAMES.contains(name)) {
            throw lexemes.failure("the filter `" + name + "` is not known");
        }
        return new Expression.Filter(of, name, lexemes.current().isOperator("(") ? passed() : Passed.NONE);
    }

    private Expression test(Expression of) {
        boolean negated = lexemes.skipName("not");
        String name = lexemes.expectName();
        if (!Tests.NAMES.contains(name)) {
            throw lexemes.failure("the test `" + name + "` is not known");
        }
        Passed arguments = Passed.NONE;
        if (lexemes.current().isOperator("(")) {
            arguments = passed();
        } else if (startsTestArgument(lexemes.current())) {
            arguments = new Passed(List.of(postfix(primary())), Map.of());
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

    private Expression postfix(Expression primary) {
        Expression value = primary;
        while (true) {
            if (lexemes.skipOperator(".")) {
                value = lexemes.current().is(Kind.WHOLE)
                        ? new Expression.Item(value, primary())
                        : new Expression.Attribute(value, lexemes.expectName());
            } else if (lexemes.skipOperator("[")) {
                value = subscript(value);
            } else if (lexemes.current().isOperator("(")) {
                value = new Expression.Call(value, passed());
            } else {
                return value;
            }
        }
    }

    private Expression subscript(Expression of) {
        Optional<Expression> from = sliceBound();
        if (from.isPresent() && lexemes.skipOperator("]")) {
            return new Expression.Item(of, from.get());
        }
        lexemes.expectOperator(":");
        Optional<Expression> to = sliceBound();
        Optional<Expression> step = lexemes.skipOperator(":") ? sliceBound() : Optional.empty();
        lexemes.expectOperator("]");
        return new Expression.Slice(of, from, to, step);
    }

    private Optional<Expression> sliceBound() {
        boolean absent = lexemes.current().isOperator(":") || lexemes.current().isOperator("]");
        return absent ? Optional.empty() : Optional.of(expression());
    }

    private Passed passed() {
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        lexemes.expectOperator("(");
        while (!lexemes.skipOperator(")")) {
            if (lexemes.current().is(Kind.NAME) && lexemes.following().isOperator("=")) {
                String name = lexemes.next().text();
                lexemes.next();
                named.put(name, expression());
            } else {
                positional.add(expression());
            }
            if (!lexemes.current().isOperator(")")) {
                lexemes.expectOperator(",");
            }
        }
        return new Passed(positional, named);
    }

    private Expression primary() {
        Lexeme lexeme = lexemes.next();
        return switch (lexeme.kind()) {
            case NAME -> name(lexeme.text());
            case STRING -> string(lexeme.text());
            case WHOLE -> new Expression.Literal(new Value.Whole(whole(lexeme.text())));
            case REAL -> new Expression.Literal(new Value.Real(Double.parseDouble(lexeme.text())));
            case OPERATOR -> bracketed(lexeme.text());
            case DATA, PRINT_BEGIN, PRINT_END, BLOCK_BEGIN, BLOCK_END, END ->
                throw lexemes.failure("an expression is missing");
        };
    }

    private long whole(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException _) {
            throw lexemes.failure("an integer is too large");
        }
    }

    private static Expression name(String name) {
        return switch (name) {
            case "true", "True" -> new Expression.Literal(new Value.Flag(true));
            case "false", "False" -> new Expression.Literal(new Value.Flag(false));
            case "none", "None" -> new Expression.Literal(new Value.None());
            default -> new Expression.Name(name);
        };
    }

    private Expression string(String first) {
        StringBuilder text = new StringBuilder(first);
        while (lexemes.current().is(Kind.STRING)) {
            text.append(lexemes.next().text());
        }
        return new Expression.Literal(new Value.Text(text.toString()));
    }

    private Expression bracketed(String bracket) {
        return switch (bracket) {
            case "(" -> parenthesised();
            case "[" -> new Expression.ListOf(items("]"));
            case "{" -> new Expression.MapOf(entries());
            default -> throw lexemes.failure("an expression cannot start with `" + bracket + "`");
        };
    }

    private Expression parenthesised() {
        if (lexemes.skipOperator(")")) {
            return new Expression.TupleOf(List.of());
        }
        Expression first = expression();
        if (lexemes.skipOperator(")")) {
            return first;
        }
        lexemes.expectOperator(",");
        List<Expression> items = new ArrayList<>(List.of(first));
        items.addAll(items(")"));
        return new Expression.TupleOf(items);
    }

    private List<Expression> items(String end) {
        List<Expression> items = new ArrayList<>();
        while (!lexemes.skipOperator(end)) {
            items.add(expression());
            if (!lexemes.current().isOperator(end)) {
                lexemes.expectOperator(",");
            }
        }
        return items;
    }

    private List<Map.Entry<Expression, Expression>> entries() {
        List<Map.Entry<Expression, Expression>> entries = new ArrayList<>();
        while (!lexemes.skipOperator("}")) {
            Expression key = expression();
            lexemes.expectOperator(":");
            entries.add(Map.entry(key, expression()));
            if (!lexemes.current().isOperator("}")) {
                lexemes.expectOperator(",");
            }
        }
        return entries;
    }
}
