package dev.weir.localmodels.tokenizer.jinja;

/** What one rendering may take. A template that takes more fails, whatever it was about to do. */
final class Budget {

    /** Characters of the result, and of any one text made on the way. */
    static final int MOST_CHARACTERS = 4 << 20;

    /** Expressions and statements run; long texts and lists count as many. */
    private static final long MOST_STEPS = 5_000_000;

    private static final int DEEPEST = 200;
    private static final int CHARACTERS_PER_STEP = 16;

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

    /** Pays for a text of this many characters before it is made. */
    void spendText(long characters) {
        if (characters > MOST_CHARACTERS) {
            throw new TemplateFailure("the template makes a text of more than " + MOST_CHARACTERS + " characters");
        }
        spend(characters / CHARACTERS_PER_STEP);
    }
}
