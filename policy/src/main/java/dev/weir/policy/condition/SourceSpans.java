package dev.weir.policy.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where each part of a condition stands in its text. CEL keeps one point for each: the operator, the opening bracket of
 * a call, the start of a literal. From it the part grows over its operands and over brackets around it.
 */
final class SourceSpans {

    /**
     * A part of the text, in code points.
     *
     * @param end one past the last
     */
    record Span(int start, int end) {
        Span join(Span other) {
            return new Span(Math.min(start, other.start), Math.max(end, other.end));
        }
    }

    private final SourceWords words;
    private final Map<Long, Integer> positions;
    private final Map<Long, Span> spans = new HashMap<>();
    /** Opening brackets that belong to a call, not to the part within. */
    private final Set<Integer> callBrackets = new HashSet<>();

    SourceSpans(CelAbstractSyntaxTree ast, String source) {
        this.words = new SourceWords(source);
        this.positions = ast.getSource().getPositionsMap();
        positions.values().stream()
                .filter(position -> words.is(position, '('))
                .filter(position -> words.isName(words.before(position)))
                .forEach(callBrackets::add);
        span(ast.getExpr());
    }

    /** The text of a part that {@link #of} located. */
    String text(Span span) {
        return words.text(span.start(), span.end());
    }

    /** Where it stands; the whole condition for what has no place of its own. */
    Span of(CelExpr expression) {
        return spans.getOrDefault(expression.id(), new Span(0, words.length()));
    }

    private Span span(CelExpr expression) {
        Span span = grown(bare(expression));
        spans.put(expression.id(), span);
        return span;
    }

    private Span bare(CelExpr expression) {
        int position = positions.getOrDefault(expression.id(), 0);
        Span own = words.is(position, '(') || words.is(position, '[') || words.is(position, '{')
                ? new Span(callStart(position), words.closing(position))
                : words.word(position);
        return switch (expression.getKind()) {
            case IDENT -> words.dotted(position, expression.ident().name());
            case CONSTANT -> words.is(position, '-') ? own.join(words.word(position + 1)) : own;
            case SELECT -> {
                Span operand = span(expression.select().operand());
                yield expression.select().testOnly() ? own.join(operand) : operand.join(words.word(position + 1));
            }
            case COMPREHENSION -> own.join(span(expression.comprehension().iterRange()));
            default -> parts(expression).map(this::span).reduce(own, Span::join);
        };
    }

    private int callStart(int bracket) {
        return callBrackets.contains(bracket) ? words.before(bracket) : bracket;
    }

    private Span grown(Span span) {
        Span grown = span;
        int open = words.before(grown.start());
        while (open >= 0
                && words.is(open, '(')
                && !callBrackets.contains(open)
                && words.closing(open) == words.after(grown.end()) + 1) {
            grown = new Span(open, words.closing(open));
            open = words.before(open);
        }
        return grown;
    }

    /** What an expression is made of, as written: a macro's expansion isn't. */
    static Stream<CelExpr> parts(CelExpr expression) {
        return switch (expression.getKind()) {
            case CALL -> Stream.concat(expression.call().target().stream(), expression.call().args().stream());
            case SELECT -> Stream.of(expression.select().operand());
            case LIST -> expression.list().elements().stream();
            case MAP -> expression.map().entries().stream().flatMap(entry -> Stream.of(entry.key(), entry.value()));
            default -> Stream.empty();
        };
    }

    static boolean isLiteral(CelExpr expression) {
        return switch (expression.getKind()) {
            case CONSTANT -> true;
            case LIST, MAP -> parts(expression).allMatch(SourceSpans::isLiteral);
            default -> false;
        };
    }
}
