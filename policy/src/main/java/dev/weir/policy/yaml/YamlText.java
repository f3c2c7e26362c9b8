package dev.weir.policy.yaml;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** A policy file's text; finds where a character of a scalar's value stands in it. */
final class YamlText {
    private final int[] codePoints;
    /** Index of the first code point of each line, ascending. */
    private final int[] lineStarts;

    YamlText(String text) {
        this.codePoints = text.codePoints().toArray();
        this.lineStarts = IntStream.concat(
                        IntStream.of(0),
                        IntStream.range(0, codePoints.length)
                                .filter(i -> codePoints[i] == '\n')
                                .map(i -> i + 1))
                .toArray();
    }

    /**
     * The position of one code point of a scalar's value. Walks the file and the value side by side, since quotes,
     * escapes, folding and indentation make them differ.
     */
    SourcePosition position(ScalarNode node, int offset, ProblemLog log) {
        int start = node.getStartMark().getIndex();
        int end = Math.min(node.getEndMark().getIndex(), codePoints.length);
        int at = contentStart(node.getScalarStyle(), start, end);
        int[] value = node.getValue().codePoints().toArray();
        for (int i = 0; i < Math.min(offset, value.length); i++) {
            at = Character.isWhitespace(value[i]) ? skipSpace(at, end) : skipOne(node.getScalarStyle(), at, end);
        }
        if (offset < value.length && !Character.isWhitespace(value[offset])) {
            at = skipSpace(at, end);
        }
        return lineAndColumn(at, log);
    }

    private int contentStart(ScalarStyle style, int start, int end) {
        return switch (style) {
            case PLAIN -> start;
            case SINGLE_QUOTED, DOUBLE_QUOTED -> start + 1;
            default -> {
                int at = start;
                while (at < end && codePoints[at] != '\n') {
                    at++;
                }
                yield skipSpace(at, end);
            }
        };
    }

    private int skipSpace(int from, int end) {
        int at = from;
        while (at < end && Character.isWhitespace(codePoints[at])) {
            at++;
        }
        return at;
    }

    private int skipOne(ScalarStyle style, int from, int end) {
        int at = skipSpace(from, end);
        boolean doubledQuote = style == ScalarStyle.SINGLE_QUOTED
                && at + 1 < end
                && codePoints[at] == '\''
                && codePoints[at + 1] == '\'';
        if (doubledQuote) {
            return at + 2;
        }
        if (style == ScalarStyle.DOUBLE_QUOTED && at + 1 < end && codePoints[at] == '\\') {
            return Math.min(end, at + escapeLength(codePoints[at + 1]));
        }
        return Math.min(end, at + 1);
    }

    private static int escapeLength(int kind) {
        return switch (kind) {
            case 'x' -> 4;
            case 'u' -> 6;
            case 'U' -> 10;
            default -> 2;
        };
    }

    private SourcePosition lineAndColumn(int index, ProblemLog log) {
        int found = Arrays.binarySearch(lineStarts, index);
        int line = found >= 0 ? found : -found - 2;
        return log.at(line + 1, index - lineStarts[line] + 1);
    }
}
