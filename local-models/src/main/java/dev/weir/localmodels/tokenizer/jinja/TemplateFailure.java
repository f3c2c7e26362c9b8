package dev.weir.localmodels.tokenizer.jinja;

/**
 * A template is no Jinja that is understood here, fails, or takes more than its budget. The message quotes the template at
 * most, never a value.
 */
public sealed class TemplateFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TemplateFailure(String message) {
        super(message);
    }

    /** The template itself called {@code raise_exception}. Its words may hold text of the conversation. */
    public static final class Refusal extends TemplateFailure {

        private static final long serialVersionUID = 1L;

        public Refusal(String words) {
            super(words);
        }
    }
}
