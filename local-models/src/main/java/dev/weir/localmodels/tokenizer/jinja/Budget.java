package dev.weir.localmodels.tokenizer.jinja;

import java.util.List;

/** What one rendering may take. A template that takes more fails, whatever it was about to do. */
final class Budget {

    /** Characters of the result, and of any one text made on the way. */
    static final int MOST_CHARACTERS = 4 << 20;

    /** Expressions and statements run; long texts and lists count as many. */
    private static final long MOST_STEPS = 5_000_000;

    private static final int DEEPEST = 200;
    private static final int CHARACTERS_PER_STEP = 16;
    private static final int ITEMS_PER_STEP = 8;
    private static final int LONGEST_WANTED = 1_024;
    private static final int WANTED_PER_STEP = 64;

    private long steps;
    private int depth;

    /** Pays for one node of the template; pair with {@link #leave}. */
    void enter() {
        spend(1);
        if (++depth > DEEPEST) {
            throw new TemplateFailure("the template nests deeper than " + DEEPEST + " levels when it runs");
        }
    }

    void leave() {
        depth--;
    }

    void spend(long count) {
        steps += count;
        if (steps > MOST_STEPS) {
            throw new TemplateFailure("the template takes more than " + MOST_STEPS + " steps");
        }
    }

    /** Pays for going through a value once. */
    void spendOn(Value value) {
        switch (value) {
            case Value.Text(String text) -> spend(text.length() / CHARACTERS_PER_STEP);
            case Value.Sequence(List<Value> items) -> spend(items.size() / ITEMS_PER_STEP);
            case Value.Tuple(List<Value> items) -> spend(items.size() / ITEMS_PER_STEP);
            case Value.Mapping mapping -> spend(mapping.entries().size() / ITEMS_PER_STEP);
            default -> spend(1);
        }
    }

    /** Pays for a search, which in the worst case compares every character of both. */
    void spendSearch(String text, String wanted) {
        if (wanted.length() > LONGEST_WANTED) {
            throw new TemplateFailure(
                    "the template searches for a text of more than %d characters".formatted(LONGEST_WANTED));
        }
        spend(text.length() / CHARACTERS_PER_STEP * (1L + wanted.length() / WANTED_PER_STEP));
    }

    /** Pays for a text of this many characters before it is made. */
    void spendText(long characters) {
        if (characters > MOST_CHARACTERS) {
            throw new TemplateFailure("the template makes a text of more than " + MOST_CHARACTERS + " characters");
        }
        spend(characters / CHARACTERS_PER_STEP);
    }
}
