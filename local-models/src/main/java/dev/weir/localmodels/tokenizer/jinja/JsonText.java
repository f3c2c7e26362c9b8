package dev.weir.localmodels.tokenizer.jinja;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Values as JSON the way Python's {@code json.dumps} writes them with {@code ensure_ascii=False}. */
final class JsonText {

    private final Budget budget;
    /** Blanks per level, or below 0 for one line. */
    private final int indent;

    private final StringBuilder out = new StringBuilder();
    private int level;

    private JsonText(Budget budget, int indent) {
        this.budget = budget;
        this.indent = indent;
    }

    /**
     * @param indent blanks per level, or below 0 for one line
     */
    static String of(Value value, int indent, Budget budget) {
        JsonText json = new JsonText(budget, indent);
        json.write(value);
        return json.out.toString();
    }

    private void write(Value value) {
        budget.enter();
        switch (value) {
            case Value.Text(String text) -> quote(text);
            case Value.Whole(long number) -> out.append(number);
            case Value.Real(double number) -> out.append(PythonText.real(number));
            case Value.Flag(boolean flag) -> out.append(flag);
            case Value.None _ -> out.append("null");
            case Value.Sequence(List<Value> items) -> writeAll("[", items, this::write, "]");
            case Value.Tuple(List<Value> items) -> writeAll("[", items, this::write, "]");
            case Value.Mapping mapping ->
                writeAll("{", List.copyOf(mapping.entries().entrySet()), this::writeEntry, "}");
            case Value.Undefined _, Value.Namespace _, Value.Function _ ->
                throw new TemplateFailure("there is no JSON for " + Operators.kind(value));
        }
        budget.spendText(out.length() > Budget.MOST_CHARACTERS ? out.length() : 0);
        budget.leave();
    }

    private <T> void writeAll(String begin, List<T> items, Consumer<T> item, String end) {
        out.append(begin);
        level++;
        for (int i = 0; i < items.size(); i++) {
            out.append(i == 0 ? "" : indent < 0 ? ", " : ",");
            breakLine();
            item.accept(items.get(i));
        }
        level--;
        if (!items.isEmpty()) {
            breakLine();
        }
        out.append(end);
    }

    private void writeEntry(Map.Entry<Value, Value> entry) {
        switch (entry.getKey()) {
            case Value.Text(String text) -> quote(text);
            case Value key -> {
                out.append('"');
                write(key);
                out.append('"');
            }
        }
        out.append(": ");
        write(entry.getValue());
    }

    private void breakLine() {
        if (indent >= 0) {
            budget.spendText((long) indent * level);
            out.append('\n').repeat(' ', indent * level);
        }
    }

    private void quote(String text) {
        budget.spendText(text.length());
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char symbol = text.charAt(i);
            switch (symbol) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> out.append(symbol < ' ' ? "\\u%04x".formatted((int) symbol) : Character.toString(symbol));
            }
        }
        out.append('"');
    }
}
