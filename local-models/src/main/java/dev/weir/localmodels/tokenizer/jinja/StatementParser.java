package dev.weir.localmodels.tokenizer.jinja;

import dev.weir.localmodels.tokenizer.jinja.Lexeme.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Parses a whole template. */
final class StatementParser {

    private final LexemeStream lexemes;
    private final ExpressionParser expressions;

    private StatementParser(LexemeStream lexemes) {
        this.lexemes = lexemes;
        this.expressions = new ExpressionParser(lexemes);
    }

    static List<Statement> parse(String template) {
        StatementParser parser = new StatementParser(new LexemeStream(Lexer.lex(template)));
        List<Statement> body = parser.body(Set.of());
        if (!parser.lexemes.current().is(Kind.END)) {
            throw parser.lexemes.failure("a tag ends what was never begun");
        }
        return body;
    }

    /** Statements up to a tag of one of these names, which stays unread but for its beginning, or to the end. */
    private List<Statement> body(Set<String> ends) {
        lexemes.enter();
        List<Statement> statements = new ArrayList<>();
        while (!lexemes.current().is(Kind.END)) {
            Lexeme lexeme = lexemes.next();
            switch (lexeme.kind()) {
                case DATA -> statements.add(new Statement.Data(lexeme.text()));
                case PRINT_BEGIN -> {
                    statements.add(new Statement.Print(expressions.tupleOrExpression()));
                    lexemes.expect(Kind.PRINT_END, "an expression goes on after its end");
                }
                default -> {
                    if (ends.contains(lexemes.current().text())) {
                        lexemes.leave();
                        return statements;
                    }
                    statements.add(statement());
                }
            }
        }
        if (!ends.isEmpty()) {
            throw lexemes.failure("`" + String.join("` or `", ends) + "` is missing");
        }
        lexemes.leave();
        return statements;
    }

    private Statement statement() {
        String tag = lexemes.expectName();
        return switch (tag) {
            case "if" -> ifStatement();
            case "for" -> forStatement();
            case "set" -> setStatement();
            case "macro" -> macro();
            case "filter" -> filterBlock();
            case "generation" -> {
                endTag();
                yield new Statement.Block(bodyTo("endgeneration"));
            }
            case "break" -> alone(new Statement.Break());
            case "continue" -> alone(new Statement.Continue());
            default -> throw lexemes.failure("the tag `" + tag + "` is not known here");
        };
    }

    private Statement alone(Statement statement) {
        endTag();
        return statement;
    }

    private void endTag() {
        lexemes.expect(Kind.BLOCK_END, "a tag goes on after its end");
    }

    private List<Statement> bodyTo(String end) {
        List<Statement> body = body(Set.of(end));
        lexemes.next();
        endTag();
        return body;
    }

    private Statement ifStatement() {
        List<Statement.Branch> branches = new ArrayList<>();
        Expression condition = expressions.expression();
        while (true) {
            endTag();
            List<Statement> body = body(Set.of("elif", "else", "endif"));
            branches.add(new Statement.Branch(condition, body));
            String next = lexemes.expectName();
            if (next.equals("elif")) {
                condition = expressions.expression();
                continue;
            }
            endTag();
            if (next.equals("else")) {
                branches.add(new Statement.Branch(new Expression.Literal(new Value.Flag(true)), bodyTo("endif")));
            }
            return new Statement.If(branches);
        }
    }

    private Statement forStatement() {
        List<String> targets = new ArrayList<>();
        do {
            targets.add(lexemes.expectName());
        } while (lexemes.skipOperator(","));
        if (!lexemes.skipName("in")) {
            throw lexemes.failure("`in` is missing");
        }
        Expression items = expressions.withoutChoice();
        Optional<Expression> only = lexemes.skipName("if") ? Optional.of(expressions.expression()) : Optional.empty();
        endTag();
        List<Statement> body = body(Set.of("else", "endfor"));
        boolean hasElse = lexemes.expectName().equals("else");
        endTag();
        return new Statement.For(targets, items, only, body, hasElse ? bodyTo("endfor") : List.of());
    }

    private Statement setStatement() {
        List<Statement.Target> targets = new ArrayList<>();
        do {
            String name = lexemes.expectName();
            Optional<String> attribute =
                    lexemes.skipOperator(".") ? Optional.of(lexemes.expectName()) : Optional.empty();
            targets.add(new Statement.Target(name, attribute));
        } while (lexemes.skipOperator(","));
        if (lexemes.skipOperator("=")) {
            Expression value = expressions.tupleOrExpression();
            return alone(new Statement.Set(targets, value));
        }
        endTag();
        return new Statement.SetBlock(targets.getFirst(), bodyTo("endset"));
    }

    private Statement macro() {
        String name = lexemes.expectName();
        List<Map.Entry<String, Optional<Expression>>> parameters = new ArrayList<>();
        lexemes.expectOperator("(");
        while (!lexemes.skipOperator(")")) {
            String parameter = lexemes.expectName();
            Optional<Expression> fallback =
                    lexemes.skipOperator("=") ? Optional.of(expressions.expression()) : Optional.empty();
            parameters.add(Map.entry(parameter, fallback));
            if (!lexemes.current().isOperator(")")) {
                lexemes.expectOperator(",");
            }
        }
        endTag();
        return new Statement.Macro(name, parameters, bodyTo("endmacro"));
    }

    private Statement filterBlock() {
        Expression nothing = new Expression.Literal(new Value.None());
        List<Expression.Filter> filters = new ArrayList<>();
        do {
            filters.add(expressions.filter(nothing));
        } while (lexemes.skipOperator("|"));
        endTag();
        return new Statement.FilterBlock(filters, bodyTo("endfilter"));
    }
}
