package dev.weir.localmodels.tokenizer.jinja;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A parsed template. Immutable and thread-safe. */
public final class JinjaTemplate {

    private static final int MOST_CHARACTERS = 256 * 1024;

    private final List<Statement> statements;

    private JinjaTemplate(List<Statement> statements) {
        this.statements = statements;
    }

    /**
     * Parses a template.
     *
     * @throws TemplateFailure if it uses what is not understood, or is too large
     */
    public static JinjaTemplate parse(String source) {
        if (source.length() > MOST_CHARACTERS) {
            throw new TemplateFailure("the template has %d characters; at most %d is accepted"
                    .formatted(source.length(), MOST_CHARACTERS));
        }
        return new JinjaTemplate(StatementParser.parse(source));
    }

    /**
     * Runs the template.
     *
     * @param variables what it may read, by name
     * @param clock what {@code strftime_now} reads
     * @throws TemplateFailure.Refusal if it calls {@code raise_exception}
     * @throws TemplateFailure if it fails or takes more than its budget
     */
    public String render(Map<String, Value> variables, Clock clock) {
        Budget budget = new Budget();
        Map<String, Value> names = new HashMap<>(Environment.functions(clock, budget));
        names.putAll(variables);
        return new Interpreter(budget).render(statements, Scope.outermost(names));
    }
}
