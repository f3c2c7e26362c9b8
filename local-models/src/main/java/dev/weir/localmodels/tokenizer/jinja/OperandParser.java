package dev.weir.localmodels.tokenizer.jinja;

import dev.weir.localmodels.tokenizer.jinja.Expression.Passed;
import dev.weir.localmodels.tokenizer.jinja.Lexeme.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parses what operators join: literals, names and brackets, and what follows them directly. */
final class OperandParser {

    private final LexemeStream lexemes;
    private final ExpressionParser expressions;

    OperandParser(LexemeStream lexemes, ExpressionParser expressions) {
        this.lexemes = lexemes;
        this.expressions = expressions;
    }

    /** A literal, name or bracket with the attributes, items and calls that follow it. */
    Expression operand() {
        Expression value = primary();
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
        return absent ? Optional.empty() : Optional.of(expressions.expression());
    }

    /** Arguments in round brackets. */
    Passed passed() {
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        lexemes.expectOperator("(");
        while (!lexemes.skipOperator(")")) {
            if (lexemes.current().is(Kind.NAME) && lexemes.following().isOperator("=")) {
                String name = lexemes.next().text();
                lexemes.next();
                named.put(name, expressions.expression());
            } else {
                positional.add(expressions.expression());
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
        Expression first = expressions.expression();
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
            items.add(expressions.expression());
            if (!lexemes.current().isOperator(end)) {
                lexemes.expectOperator(",");
            }
        }
        return items;
    }

    private List<Map.Entry<Expression, Expression>> entries() {
        List<Map.Entry<Expression, Expression>> entries = new ArrayList<>();
        while (!lexemes.skipOperator("}")) {
            Expression key = expressions.expression();
            lexemes.expectOperator(":");
            entries.add(Map.entry(key, expressions.expression()));
            if (!lexemes.current().isOperator("}")) {
                lexemes.expectOperator(",");
            }
        }
        return entries;
    }
}
