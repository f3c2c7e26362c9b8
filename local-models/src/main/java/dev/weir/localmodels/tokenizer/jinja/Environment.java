package dev.weir.localmodels.tokenizer.jinja;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;

/** Functions that every template may call. */
final class Environment {

    private static final int LONGEST_RANGE = 100_000;

    private static final int LONGEST_DATE_FORMAT = 200;

    private Environment() {}

    static Map<String, Value> functions(Clock clock, Budget budget) {
        Map<String, Value> functions = new HashMap<>();
        functions.put("raise_exception", function(arguments -> {
            throw new TemplateFailure.Refusal(arguments.text(0, "message"));
        }));
        functions.put("strftime_now", function(arguments -> strftime(arguments.text(0, "format"), clock)));
        functions.put("namespace", function(arguments -> new Value.Namespace(new LinkedHashMap<>(arguments.named()))));
        functions.put("dict", function(arguments -> Value.mapping(arguments.named())));
        functions.put("range", function(arguments -> range(arguments, budget)));
        return functions;
    }

    private static Value.Function function(Value.Function function) {
        return function;
    }

    private static Value range(Arguments arguments, Budget budget) {
        boolean hasStart = arguments.positional().size() > 1;
        long start = hasStart ? Operators.whole(arguments.required(0, "start")) : 0;
        long end = Operators.whole(arguments.required(hasStart ? 1 : 0, "stop"));
        long step = arguments.optional(2, "step").map(Operators::whole).orElse(1L);
        if (step == 0) {
            throw new TemplateFailure("a range has a step of 0");
        }
        double length = Math.max(0, Math.ceil(((double) end - start) / step));
        if (length > LONGEST_RANGE) {
            throw new TemplateFailure("a range is longer than " + LONGEST_RANGE);
        }
        budget.spend((long) length);
        List<Value> numbers = LongStream.range(0, (long) length)
                .<Value>mapToObj(i -> new Value.Whole(start + i * step))
                .toList();
        return new Value.Sequence(numbers);
    }

    /** The directives that templates use; others stand as they are. */
    private static Value strftime(String format, Clock clock) {
        if (format.length() > LONGEST_DATE_FORMAT) {
            throw new TemplateFailure("a date format is longer than " + LONGEST_DATE_FORMAT + " characters");
        }
        ZonedDateTime now = ZonedDateTime.now(clock);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            boolean isDirective = format.charAt(i) == '%' && i + 1 < format.length();
            if (!isDirective) {
                out.append(format.charAt(i));
                continue;
            }
            char directive = format.charAt(++i);
            String pattern = pattern(directive);
            if (pattern.isEmpty()) {
                out.append(directive == '%' ? "%" : "%" + directive);
            } else {
                out.append(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(now));
            }
        }
        return new Value.Text(out.toString());
    }

    private static String pattern(char directive) {
        return switch (directive) {
            case 'd' -> "dd";
            case 'm' -> "MM";
            case 'b' -> "MMM";
            case 'B' -> "MMMM";
            case 'y' -> "yy";
            case 'Y' -> "yyyy";
            case 'a' -> "EEE";
            case 'A' -> "EEEE";
            case 'H' -> "HH";
            case 'I' -> "hh";
            case 'M' -> "mm";
            case 'S' -> "ss";
            case 'p' -> "a";
            case 'j' -> "DDD";
            default -> "";
        };
    }
}
