package dev.weir.localmodels.tokenizer.jinja;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Values as text the way Python prints them: {@code str} outside, {@code repr} inside lists and mappings. */
final class PythonText {

    private final Budget budget;

    PythonText(Budget budget) {
        this.budget = budget;
    }

    String print(Value value) {
        if (value instanceof Value.Text(String text)) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private void write(Value value, StringBuilder out) {
        budget.enter();
        switch (value) {
            case Value.Text(String text) -> quote(text, out);
            case Value.Whole(long number) -> out.append(number);
            case Value.Real(double number) -> out.append(real(number));
            case Value.Flag(boolean flag) -> out.append(flag ? "True" : "False");
            case Value.None _ -> out.append("None");
            case Value.Undefined _ -> {}
            case Value.Sequence(List<Value> items) -> {
                out.append('[');
                writeAll(items, out);
                out.append(']');
            }
            case Value.Tuple(List<Value> items) -> {
                out.append('(');
                writeAll(items, out);
                out.append(items.size() == 1 ? ",)" : ")");
            }
            case Value.Mapping mapping -> writeMapping(mapping, out);
            case Value.Namespace _, Value.Function _ ->
                throw new TemplateFailure("there is no text for " + Operators.kind(value));
        }
        budget.spendText(out.length() > Budget.MOST_CHARACTERS ? out.length() : 0);
        budget.leave();
    }

    private void writeAll(List<Value> items, StringBuilder out) {
        String separator = "";
        for (Value item : items) {
            out.append(separator);
            write(item, out);
            separator = ", ";
        }
    }

    private void writeMapping(Value.Mapping mapping, StringBuilder out) {
        out.append('{');
        for (Iterator<Map.Entry<Value, Value>> entries =
                        mapping.entries().entrySet().iterator();
                entries.hasNext(); ) {
            Map.Entry<Value, Value> entry = entries.next();
            write(entry.getKey(), out);
            out.append(": ");
            write(entry.getValue(), out);
            out.append(entries.hasNext() ? ", " : "");
        }
        out.append('}');
    }

    private void quote(String text, StringBuilder out) {
        budget.spendText(text.length());
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        out.append(quote);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (point == quote) {
                        out.append('\\').append(quote);
                    } else if (point < ' ' || point == 0x7F) {
                        out.append("\\x%02x".formatted(point));
                    } else {
                        out.appendCodePoint(point);
                    }
                }
            }
        });
        out.append(quote);
    }

    /** The shortest digits that give the number back, without an exponent from 1e-4 up to 1e16. */
    static String real(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = decimal.signum() == 0 ? 0 : decimal.precision() - decimal.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            String plain = decimal.toPlainString();
            String signed = number == 0 && 1 / number < 0 ? "-0" : plain;
            return signed.indexOf('.') < 0 ? signed + ".0" : signed;
        }
        String digits = decimal.unscaledValue().abs().toString();
        return "%s%s%se%s%02d"
                .formatted(
                        number < 0 ? "-" : "",
                        digits.substring(0, 1),
                        digits.length() > 1 ? "." + digits.substring(1) : "",
                        exponent < 0 ? "-" : "+",
                        Math.abs(exponent));
    }
}
