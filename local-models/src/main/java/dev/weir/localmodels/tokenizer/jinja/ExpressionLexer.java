package dev.weir.localmodels.tokenizer.jinja;

import dev.weir.localmodels.tokenizer.jinja.Lexeme.Kind;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts the inside of one tag into names, literals and operators, up to the tag's end. */
final class ExpressionLexer {

    private static final Pattern PIECE = Pattern.compile("(?<blank>\\s+)"
            + "|(?<real>\\d[\\d_]*(?:\\.\\d[\\d_]*(?:[eE][+-]?\\d+)?|[eE][+-]?\\d+))"
            + "|(?<whole>\\d[\\d_]*)"
            + "|(?<name>[\\p{L}_][\\p{L}\\p{Nd}_]*)"
            + "|(?<operator>//|\\*\\*|==|!=|<=|>=|[-+*/%~<>=.,:|()\\[\\]{}])");

    /** Takes what is found, and where. */
    interface Sink {
        void accept(Kind kind, String text, int from);
    }

    private final String source;
    private final String close;
    private final Function<String, TemplateFailure> failure;
    private int at;
    private int open;
    private int contentEnd;
    private String sign = "";

    ExpressionLexer(String source, int from, String close, Function<String, TemplateFailure> failure) {
        this.source = source;
        this.at = from;
        this.close = close;
        this.failure = failure;
    }

    void read(Sink sink) {
        Matcher pieces = PIECE.matcher(source);
        while (!isEnd()) {
            if (source.startsWith("'", at) || source.startsWith("\"", at)) {
                int end = endOfString(at);
                sink.accept(Kind.STRING, StringLiteral.unescape(source.substring(at + 1, end)), at);
                at = end + 1;
                continue;
            }
            pieces.region(at, source.length());
            if (!pieces.lookingAt()) {
                throw failure.apply("a tag holds what is no expression or has no end");
            }
            accept(pieces, sink);
            at = pieces.end();
        }
    }

    private boolean isEnd() {
        if (open > 0) {
            return false;
        }
        int signed = at < source.length() && (source.charAt(at) == '-' || source.charAt(at) == '+') ? 1 : 0;
        if (!source.startsWith(close, at + signed)) {
            return false;
        }
        contentEnd = at;
        sign = source.substring(at, at + signed);
        at += signed + close.length();
        return true;
    }

    private int endOfString(int start) {
        int end = start + 1;
        while (end < source.length() && source.charAt(end) != source.charAt(start)) {
            end += source.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= source.length()) {
            throw failure.apply("a text has no end");
        }
        return end;
    }

    private void accept(Matcher piece, Sink sink) {
        int from = piece.start();
        if (piece.group("name") != null) {
            sink.accept(Kind.NAME, piece.group(), from);
        } else if (piece.group("operator") != null) {
            open += "([{".contains(piece.group()) ? 1 : 0;
            open -= ")]}".contains(piece.group()) ? 1 : 0;
            sink.accept(Kind.OPERATOR, piece.group(), from);
        } else if (piece.group("whole") != null) {
            sink.accept(Kind.WHOLE, piece.group().replace("_", ""), from);
        } else if (piece.group("real") != null) {
            sink.accept(Kind.REAL, piece.group().replace("_", ""), from);
        }
    }

    /** Where the tag's end, with its sign, begins. */
    int contentEnd() {
        return contentEnd;
    }

    /** The first place after the tag. */
    int end() {
        return at;
    }

    /** {@code -} or {@code +} at the tag's end, or nothing. */
    String sign() {
        return sign;
    }
}
