package dev.weir.localmodels.tokenizer.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/** Work on texts, as Python's {@code str} does it, within a budget. */
final class Texts {

    private final Budget budget;

    Texts(Budget budget) {
        this.budget = budget;
    }

    static String stripStart(String text, IntPredicate stripped) {
        int from = 0;
        while (from < text.length() && stripped.test(text.charAt(from))) {
            from++;
        }
        return text.substring(from);
    }

    static String stripEnd(String text, IntPredicate stripped) {
        int to = text.length();
        while (to > 0 && stripped.test(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(0, to);
    }

    static boolean isWhitespace(int symbol) {
        return Character.isWhitespace(symbol) || Character.isSpaceChar(symbol) || symbol == 0x85;
    }

    static String capitalised(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT)
                        + text.substring(1).toLowerCase(Locale.ROOT);
    }

    /** Every word with a capital; {@code goesOn} says which characters leave a word going on. */
    static String titled(String text, IntPredicate goesOn) {
        StringBuilder out = new StringBuilder(text.length());
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            char symbol = text.charAt(i);
            out.append(inWord ? Character.toLowerCase(symbol) : Character.toUpperCase(symbol));
            inWord = goesOn.test(symbol);
        }
        return out.toString();
    }

    /** How often {@code wanted}, not empty, occurs without overlap. */
    long count(String text, String wanted) {
        budget.spendSearch(text, wanted);
        long count = 0;
        for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length())) {
            count++;
        }
        return count;
    }

    /** Where {@code wanted} first occurs, or -1. */
    long find(String text, String wanted) {
        budget.spendSearch(text, wanted);
        return text.indexOf(wanted);
    }

    String replaced(String text, String old, String by) {
        long times = old.isEmpty() ? text.length() + 1L : count(text, old);
        budget.spendText(text.length() + times * Math.max(0, by.length() - old.length()));
        return text.replace(old, by);
    }

    String joined(List<String> texts, String separator) {
        long characters = (long) separator.length() * texts.size();
        for (String text : texts) {
            characters += text.length();
        }
        budget.spendText(characters);
        return String.join(separator, texts);
    }

    /** The parts between {@code separator}, cut at most {@code most} times, or as often as there is one if below 0. */
    List<Value> split(String text, String separator, long most) {
        if (separator.isEmpty()) {
            throw new TemplateFailure("a text cannot be split at nothing");
        }
        budget.spendSearch(text, separator);
        List<Value> parts = new ArrayList<>();
        int from = 0;
        int at = text.indexOf(separator);
        while (at >= 0 && (most < 0 || parts.size() < most)) {
            budget.spend(1);
            parts.add(new Value.Text(text.substring(from, at)));
            from = at + separator.length();
            at = text.indexOf(separator, from);
        }
        parts.add(new Value.Text(text.substring(from)));
        return parts;
    }

    /** The words between whitespace. */
    List<Value> words(String text) {
        budget.spend(text.length());
        List<Value> words = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= text.length(); at++) {
            if (at == text.length() || isWhitespace(text.charAt(at))) {
                if (at > from) {
                    words.add(new Value.Text(text.substring(from, at)));
                }
                from = at + 1;
            }
        }
        return words;
    }

    /** Every line but the first, and the empty ones, {@code width} blanks to the right. */
    String indented(String text, int width) {
        budget.spendText(text.length() + count(text, "\n") * width);
        String[] lines = text.split("\n", -1);
        StringBuilder out = new StringBuilder(lines[0]);
        for (int i = 1; i < lines.length; i++) {
            out.append('\n').repeat(' ', lines[i].isBlank() ? 0 : width).append(lines[i]);
        }
        return out.toString();
    }
}
