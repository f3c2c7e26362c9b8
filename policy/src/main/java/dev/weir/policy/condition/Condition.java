package dev.weir.policy.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A checked condition. Immutable and thread-safe. */
public final class Condition {
    private final String source;
    private final List<Fact> facts;
    private final boolean readsSensitivity;
    private final boolean readsTarget;
    private final CelRuntime.Program program;
    private final Formula formula;
    private final Set<String> subjects;
    private final CelAbstractSyntaxTree ast;
    private final CelRuntime runtime;
    private final Landmarks landmarks;

    Condition(
            String source,
            List<Fact> facts,
            CelAbstractSyntaxTree ast,
            CelRuntime runtime,
            EntityNames names,
            Formula formula)
            throws CelEvaluationException {
        this.source = source;
        this.facts = List.copyOf(facts);
        this.readsSensitivity = facts.contains(Fact.SENSITIVITY);
        this.readsTarget = facts.stream().anyMatch(Fact::ofTarget);
        this.program = runtime.createProgram(ast);
        this.ast = ast;
        this.runtime = runtime;
        this.formula = formula;
        this.subjects = Set.copyOf(formula.subjects().keySet());
        this.landmarks = Landmarks.of(ast, facts, names);
    }

    /** The condition as written. */
    public String source() {
        return source;
    }

    /** Whether its outcome may depend on the sensitivity. */
    public boolean readsSensitivity() {
        return readsSensitivity;
    }

    /** Whether its outcome may depend on the cloud target, so that it must be evaluated for each. */
    public boolean readsTarget() {
        return readsTarget;
    }

    /** Whether its outcome may depend on what cloud calls have cost. */
    public boolean readsSpend() {
        return facts.stream().anyMatch(Fact::ofSpend);
    }

    /** Whether its outcome may depend on the difficulty. */
    public boolean readsDifficulty() {
        return facts.contains(Fact.DIFFICULTY);
    }

    /** Whether both ask about something in common, so that the one may follow from the other. */
    public boolean sharesSubject(Condition other) {
        return !Collections.disjoint(subjects, other.subjects);
    }

    /** Whether it asks about the difficulty and nothing else. */
    public boolean readsDifficultyAlone() {
        return subjects.equals(Set.of(Fact.DIFFICULTY.written()));
    }

    Formula formula() {
        return formula;
    }

    /** Whether its outcome is the same for every request. */
    boolean isConstant() {
        return facts.isEmpty();
    }

    /** Evaluates; never throws. */
    public ConditionOutcome evaluate(FactValues values) {
        try {
            // A fact that is missing gives an unknown value instead of an exception.
            return program.eval(values.resolver()) instanceof Boolean holds
                    ? new ConditionOutcome.Decided(holds)
                    : new ConditionOutcome.Failed("missing_fact");
        } catch (CelEvaluationException e) {
            return new ConditionOutcome.Failed(reason(e));
        } catch (RuntimeException e) {
            return new ConditionOutcome.Failed("internal_error");
        }
    }

    /** Evaluates part by part, for an explanation; slow beside {@link #evaluate}. */
    public ConditionTree explain(FactValues values) {
        return new ConditionParts(source, ast, runtime, values).tree();
    }

    /** Where its outcome is likely to change. */
    public Landmarks landmarks() {
        return landmarks;
    }

    /** The message may quote a value that the client wrote, the code can't. */
    static String reason(CelEvaluationException e) {
        return e.getErrorCode().name().toLowerCase(Locale.ROOT);
    }

    /** The values it read, for a trace, without content. */
    public String detail(FactValues values) {
        return values.describe(facts);
    }
}
