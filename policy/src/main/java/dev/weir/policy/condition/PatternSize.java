package dev.weir.policy.condition;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a regular expression (RE2 syntax) becomes when it is compiled: repetitions are unrolled, so that one of a few
 * characters, {@code ((a{1000}){1000}){1000}}, would fill any memory. Malformed expressions get some size.
 */
public final class PatternSize {
    private static final Pattern REPETITION = Pattern.compile("\\{([0-9]{1,9})(,([0-9]{0,9}))?}");
    private static final long LARGEST = 1L << 40;

    private final String text;
    private final Matcher repetition;
    private final Deque<Long> outer = new ArrayDeque<>();
    private int at;
    private long sequence;
    private long last;

    private PatternSize(String text) {
        this.text = text;
        this.repetition = REPETITION.matcher(text);
    }

    /** About as many instructions. */
    public static long of(String pattern) {
        PatternSize size = new PatternSize(pattern);
        while (size.at < pattern.length()) {
            size.next();
        }
        return size.outer.stream().reduce(size.sequence, PatternSize::sum);
    }

    private void next() {
        switch (text.charAt(at)) {
            case '\\' -> {
                at = text.startsWith("\\Q", at) ? endOfQuote() : at + 2;
                add(1);
            }
            case '[' -> {
                at = endOfClass();
                add(1);
            }
            case '(' -> {
                outer.push(sequence);
                sequence = 2;
                at++;
            }
            case ')' -> {
                long group = sequence;
                sequence = outer.isEmpty() ? 0 : outer.pop();
                at++;
                add(group);
            }
            case '{' -> repeat();
            default -> {
                at++;
                add(1);
            }
        }
    }

    private void add(long size) {
        last = size;
        sequence = sum(sequence, size);
    }

    private void repeat() {
        if (!repetition.find(at) || repetition.start() != at) {
            at++;
            add(1);
            return;
        }
        at = repetition.end();
        long least = Long.parseLong(repetition.group(1));
        String most = repetition.group(3);
        long times = most == null || most.isEmpty() ? least + 1 : Math.max(least, Long.parseLong(most));
        long repeated = Math.min(LARGEST, last * Math.max(1, times) * 2);
        sequence = sum(sequence, repeated);
        last = repeated;
    }

    private int endOfQuote() {
        int end = text.indexOf("\\E", at + 2);
        return end < 0 ? text.length() : end + 2;
    }

    private int endOfClass() {
        int i = at + 1;
        if (text.startsWith("^", i)) {
            i++;
        }
        // A bracket that comes first stands for itself.
        i++;
        while (i < text.length() && text.charAt(i) != ']') {
            if (text.startsWith("[:", i)) {
                int end = text.indexOf(":]", i + 2);
                i = end < 0 ? i + 1 : end + 2;
            } else {
                i += text.charAt(i) == '\\' ? 2 : 1;
            }
        }
        return Math.min(text.length(), i + 1);
    }

    private static long sum(long one, long other) {
        return Math.min(LARGEST, one + other);
    }
}
