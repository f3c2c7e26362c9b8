package dev.weir.localmodels.tokenizer.jinja;

/**
 * A piece of a template.
 *
 * @param text what it stands for; of a {@link Kind#STRING} the text without quotes and escapes
 * @param line where it starts, counted from 1
 */
record Lexeme(Kind kind, String text, int line) {

    enum Kind {
        DATA,
        PRINT_BEGIN,
        PRINT_END,
        BLOCK_BEGIN,
        BLOCK_END,
        NAME,
        STRING,
        WHOLE,
        REAL,
        OPERATOR,
        END
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    boolean isOperator(String symbol) {
        return kind == Kind.OPERATOR && text.equals(symbol);
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }
}
