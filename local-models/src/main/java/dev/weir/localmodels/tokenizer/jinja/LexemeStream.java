package dev.weir.localmodels.tokenizer.jinja;

import dev.weir.localmodels.tokenizer.jinja.Lexeme.Kind;
import java.util.List;

/** Reads lexemes one after another, for the parsers. */
final class LexemeStream {

    private static final int DEEPEST = 100;

    private final List<Lexeme> lexemes;
    private int at;
    private int depth;

    LexemeStream(List<Lexeme> lexemes) {
        this.lexemes = lexemes;
    }

    Lexeme current() {
        return lexemes.get(at);
    }

    Lexeme following() {
        return lexemes.get(Math.min(at + 1, lexemes.size() - 1));
    }

    Lexeme next() {
        Lexeme lexeme = current();
        at = Math.min(at + 1, lexemes.size() - 1);
        return lexeme;
    }

    boolean skipOperator(String symbol) {
        boolean skipped = current().isOperator(symbol);
        if (skipped) {
            next();
        }
        return skipped;
    }

    boolean skipName(String name) {
        boolean skipped = current().isName(name);
        if (skipped) {
            next();
        }
        return skipped;
    }

    void expectOperator(String symbol) {
        if (!skipOperator(symbol)) {
            throw failure("`" + symbol + "` is missing");
        }
    }

    String expectName() {
        return expect(Kind.NAME, "a name is missing").text();
    }

    Lexeme expect(Kind kind, String otherwise) {
        if (!current().is(kind)) {
            throw failure(otherwise);
        }
        return next();
    }

    /** Counts a level of nesting; pair with {@link #leave}. */
    void enter() {
        if (++depth > DEEPEST) {
            throw failure("the template nests deeper than " + DEEPEST + " levels");
        }
    }

    void leave() {
        depth--;
    }

    TemplateFailure failure(String what) {
        return new TemplateFailure(what + " in line " + current().line());
    }
}
