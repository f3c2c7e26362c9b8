package dev.weir.policy.condition;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.List;
import java.util.Locale;

/** A checked condition. Immutable and thread-safe. */
public final class Condition {
    private final String source;
    private final List<Fact> facts;
    private final CelRuntime.Program program;

    Condition(String source, List<Fact> facts, CelRuntime.Program program) {
        this.source = source;
        this.facts = List.copyOf(facts);
        this.program = program;
    }

    /** The condition as written. */
    public String source() {
        return source;
    }

    /** Whether its outcome may depend on the sensitivity. */
    public boolean readsSensitivity() {
        return facts.contains(Fact.SENSITIVITY);
    }

    /** Whether its outcome may depend on the cloud target, so that it must be evaluated for each. */
    public boolean readsTarget() {
        return facts.stream().anyMatch(Fact::ofTarget);
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
            // The message may quote a value that the client wrote, the code can't.
            return new ConditionOutcome.Failed(e.getErrorCode().name().toLowerCase(Locale.ROOT));
        } catch (RuntimeException e) {
            return new ConditionOutcome.Failed("internal_error");
        }
    }

    /** The values it read, for a trace, without content. */
    public String detail(FactValues values) {
        return values.describe(facts);
    }
}
