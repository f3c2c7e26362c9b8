package dev.weir.localmodels.tokenizer.jinja;

import dev.weir.localmodels.tokenizer.jinja.Lexeme.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a template into data and tags, and applies whitespace control: {@code -} strips, {@code +} keeps, a block tag takes
 * the line break after it along ({@code trim_blocks}) and the blanks before it on its line ({@code lstrip_blocks}).
 */
final class Lexer {

    private static final Pattern TAG = Pattern.compile("\\{[{%#]");
    private static final Pattern RAW_BEGIN = Pattern.compile("\\{%([-+]?)\\s*raw\\s*([-+]?)%}");
    private static final Pattern RAW_END = Pattern.compile("\\{%([-+]?)\\s*endraw\\s*([-+]?)%}");
    private static final Pattern COMMENT_END = Pattern.compile("([-+]?)#}");

    private final String source;
    private final List<Lexeme> lexemes = new ArrayList<>();
    private int at;
    private int counted;
    private int lines = 1;
    /** Whether what was read last ended with a line break, so that blanks now stand at the start of a line. */
    private boolean startsLine = true;

    private Lexer(String source) {
        this.source = source;
    }

    static List<Lexeme> lex(String template) {
        String source = template.replace("\r\n", "\n").replace('\r', '\n');
        Lexer lexer = new Lexer(source.endsWith("\n") ? source.substring(0, source.length() - 1) : source);
        lexer.readAll();
        return lexer.lexemes;
    }

    private void readAll() {
        Matcher tags = TAG.matcher(source);
        while (tags.find(at)) {
            int start = tags.start();
            char kind = source.charAt(start + 1);
            data(start, kind != '{', sign(start + 2));
            switch (kind) {
                case '#' -> comment(start);
                case '%' -> block(start);
                default -> tag(start, Kind.PRINT_BEGIN, "}}", Kind.PRINT_END);
            }
        }
        data(source.length(), false, '\0');
        add(Kind.END, "");
    }

    private void data(int end, boolean stripsBlanks, char sign) {
        String text = source.substring(at, end);
        if (sign == '-') {
            text = text.stripTrailing();
        } else if (stripsBlanks && sign != '+') {
            int line = text.lastIndexOf('\n') + 1;
            if ((line > 0 || startsLine) && text.substring(line).isBlank()) {
                text = text.substring(0, line);
            }
        }
        if (!text.isEmpty()) {
            add(Kind.DATA, text);
        }
        at = end;
    }

    private void comment(int start) {
        Matcher end = COMMENT_END.matcher(source);
        if (!end.find(start + 2)) {
            throw failure("a comment has no end");
        }
        at = end.end();
        afterBlock(end.group(1));
    }

    private void block(int start) {
        Matcher raw = RAW_BEGIN.matcher(source).region(start, source.length());
        if (!raw.lookingAt()) {
            tag(start, Kind.BLOCK_BEGIN, "%}", Kind.BLOCK_END);
            return;
        }
        at = raw.end();
        startsLine = false;
        if (raw.group(2).equals("-")) {
            skipWhitespace();
        }
        Matcher end = RAW_END.matcher(source);
        if (!end.find(at)) {
            throw failure("`raw` has no `endraw`");
        }
        String sign = end.group(1);
        data(end.start(), true, sign.isEmpty() ? '\0' : sign.charAt(0));
        at = end.end();
        afterBlock(end.group(2));
    }

    private void tag(int start, Kind begin, String close, Kind end) {
        at = start;
        add(begin, "");
        at = sign(start + 2) == '\0' ? start + 2 : start + 3;
        ExpressionLexer expression = new ExpressionLexer(source, at, close, this::failure);
        expression.read((kind, text, from) -> {
            at = from;
            add(kind, text);
        });
        at = expression.contentEnd();
        add(end, "");
        at = expression.end();
        if (end == Kind.BLOCK_END) {
            afterBlock(expression.sign());
        } else {
            startsLine = false;
            if (expression.sign().equals("-")) {
                skipWhitespace();
            }
        }
    }

    private void afterBlock(String sign) {
        startsLine = false;
        if (sign.equals("-")) {
            skipWhitespace();
        } else if (sign.isEmpty() && at < source.length() && source.charAt(at) == '\n') {
            at++;
            startsLine = true;
        }
    }

    private void skipWhitespace() {
        while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
            startsLine = source.charAt(at) == '\n';
            at++;
        }
    }

    private char sign(int position) {
        char symbol = position < source.length() ? source.charAt(position) : '\0';
        return symbol == '-' || symbol == '+' ? symbol : '\0';
    }

    private void add(Kind kind, String text) {
        lexemes.add(new Lexeme(kind, text, line()));
    }

    private TemplateFailure failure(String what) {
        return new TemplateFailure(what + " near line " + line());
    }

    private int line() {
        for (; counted < Math.min(at, source.length()); counted++) {
            lines += source.charAt(counted) == '\n' ? 1 : 0;
        }
        return lines;
    }
}
