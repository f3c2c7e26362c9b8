package dev.weir.policy.condition;

import dev.cel.runtime.CelVariableResolver;
import dev.weir.policy.Facts;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.detection.Inspection;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One request's facts as conditions name them. Immutable; cheap to build once for many conditions. Thread-safe: what it
 * keeps of the words for a trace comes out the same whichever thread writes it.
 */
public final class FactValues {
    /** Facts whose value is a number, a truth value or one of a few configured words: fit for a trace. */
    private static final Set<Fact> TRACEABLE = EnumSet.of(
            Fact.FINDINGS,
            Fact.SENSITIVITY,
            Fact.CALLER_TEAM,
            Fact.REQUEST_STREAM,
            Fact.REQUEST_TOOLS,
            Fact.REQUEST_STRUCTURED_OUTPUT,
            Fact.REQUEST_TURNS,
            Fact.DIFFICULTY,
            Fact.INJECTION,
            Fact.LANGUAGE,
            Fact.TOKENS,
            Fact.TIME,
            Fact.DETECTOR_DEGRADED,
            Fact.SPEND_KEY_HOUR,
            Fact.SPEND_KEY_DAY,
            Fact.SPEND_KEY_MONTH,
            Fact.SPEND_TEAM_HOUR,
            Fact.SPEND_TEAM_DAY,
            Fact.SPEND_TEAM_MONTH,
            Fact.SPEND_GATEWAY_HOUR,
            Fact.SPEND_GATEWAY_DAY,
            Fact.SPEND_GATEWAY_MONTH,
            Fact.TARGET_ID,
            Fact.TARGET_PROVIDER,
            Fact.TARGET_REGION);

    private static final double MICRO = 1e6;

    /** No facts at all. */
    static final FactValues NONE = new FactValues(new EnumMap<>(Fact.class));

    private final EnumMap<Fact, Object> values;
    /** A map given as it is would be copied for every condition. */
    private final CelVariableResolver resolver;
    /** {@code name: value} of the facts that a trace has asked for so far. */
    private final Map<Fact, String> described = new ConcurrentHashMap<>();

    private FactValues(EnumMap<Fact, Object> values) {
        this.values = values;
        this.resolver = name -> Fact.named(name).map(values::get);
    }

    /**
     * The facts without a sensitivity, which levels decide first, and without a target, of which there may be several.
     * A difficulty, injection or token count that is out of range and spending that isn't known are left out, so that a condition on
     * them fails and counts against the cloud.
     */
    public static FactValues of(Facts facts) {
        EnumMap<Fact, Object> values = new EnumMap<>(Fact.class);
        Facts.Request request = facts.request();
        values.put(Fact.FINDINGS, new FindingCounts(facts.inspection().findings()));
        values.put(Fact.DETECTOR_DEGRADED, facts.inspection() instanceof Inspection.Incomplete);
        values.put(Fact.CALLER_TEAM, facts.caller().team());
        values.put(Fact.CALLER_KEY, facts.caller().keyId());
        values.put(Fact.LABELS, facts.caller().labels());
        values.put(Fact.REQUEST_MODEL, request.model());
        values.put(Fact.REQUEST_ENDPOINT, request.endpoint());
        values.put(Fact.REQUEST_STREAM, request.stream());
        values.put(Fact.REQUEST_TOOLS, request.tools());
        values.put(Fact.REQUEST_STRUCTURED_OUTPUT, request.structuredOutput());
        values.put(Fact.REQUEST_TURNS, (long) request.turns());
        values.put(Fact.REQUEST_ROLES, request.roles());
        values.put(Fact.LANGUAGE, facts.language());
        values.put(Fact.TIME, facts.at());
        if (facts.difficulty() >= 0 && facts.difficulty() <= 1) {
            values.put(Fact.DIFFICULTY, facts.difficulty());
        }
        if (facts.injection() >= 0 && facts.injection() <= 1) {
            values.put(Fact.INJECTION, facts.injection());
        }
        if (facts.promptTokens() >= 0) {
            values.put(Fact.TOKENS, (long) facts.promptTokens());
        }
        facts.spend().ifPresent(spend -> putSpend(values, spend));
        return new FactValues(values);
    }

    /** The same facts under this sensitivity. */
    public FactValues with(Sensitivity sensitivity) {
        EnumMap<Fact, Object> copy = values.clone();
        copy.put(Fact.SENSITIVITY, sensitivity.written());
        return new FactValues(copy);
    }

    /** The same facts with regard to this target. */
    public FactValues with(Facts.Target target) {
        EnumMap<Fact, Object> copy = values.clone();
        copy.put(Fact.TARGET_ID, target.id());
        copy.put(Fact.TARGET_PROVIDER, target.provider());
        copy.put(Fact.TARGET_REGION, target.region());
        return new FactValues(copy);
    }

    /** Looks facts up for an evaluation. */
    CelVariableResolver resolver() {
        return resolver;
    }

    /** The named facts' values for a trace; text that a client wrote is left out. */
    String describe(List<Fact> facts) {
        String all = "";
        for (Fact fact : facts) {
            String one = describe(fact);
            if (all.isEmpty()) {
                all = one;
            } else if (!one.isEmpty()) {
                all = all + "; " + one;
            }
        }
        return all;
    }

    private String describe(Fact fact) {
        String known = described.get(fact);
        if (known == null) {
            Object value = values.get(fact);
            known = value != null && TRACEABLE.contains(fact) ? fact.written() + ": " + show(value) : "";
            described.put(fact, known);
        }
        return known;
    }

    /** Whether a fact is fit for a trace. */
    static boolean isTraceable(Fact fact) {
        return TRACEABLE.contains(fact);
    }

    private static String show(Object value) {
        return value instanceof Double number
                ? BigDecimal.valueOf(number).setScale(4, RoundingMode.HALF_UP).toPlainString()
                : String.valueOf(value);
    }

    private static void putSpend(EnumMap<Fact, Object> values, Facts.Spend spend) {
        values.put(Fact.SPEND_KEY_HOUR, spend.key().hour() / MICRO);
        values.put(Fact.SPEND_KEY_DAY, spend.key().day() / MICRO);
        values.put(Fact.SPEND_KEY_MONTH, spend.key().month() / MICRO);
        values.put(Fact.SPEND_TEAM_HOUR, spend.team().hour() / MICRO);
        values.put(Fact.SPEND_TEAM_DAY, spend.team().day() / MICRO);
        values.put(Fact.SPEND_TEAM_MONTH, spend.team().month() / MICRO);
        values.put(Fact.SPEND_GATEWAY_HOUR, spend.gateway().hour() / MICRO);
        values.put(Fact.SPEND_GATEWAY_DAY, spend.gateway().day() / MICRO);
        values.put(Fact.SPEND_GATEWAY_MONTH, spend.gateway().month() / MICRO);
    }
}
