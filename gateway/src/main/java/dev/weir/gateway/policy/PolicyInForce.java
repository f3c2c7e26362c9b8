package dev.weir.gateway.policy;

import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.answer.AnswerInspector;
import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.outbound.OutboundCheck;
import dev.weir.policy.rules.CompiledPolicy;
import java.util.List;

/**
 * One policy with everything that follows from it. A request takes it once, at its start, and keeps it to its end, so
 * that what is looked for, what is decided and what is let out always belong together. Immutable and thread-safe.
 *
 * @param rules decides
 * @param inspector finds what the policy's packs and thresholds ask for
 * @param outbound the last look, with the same detector
 * @param readsSpend whether its facts must say what cloud calls have cost
 * @param dictionaries how the files stood that the detector was made from
 */
public record PolicyInForce(
        CompiledPolicy rules,
        RequestInspector inspector,
        OutboundCheck outbound,
        boolean readsSpend,
        List<Dictionaries.Stamp> dictionaries) {
    public PolicyInForce {
        dictionaries = List.copyOf(dictionaries);
    }

    /** One whose detector was made from no files. */
    public PolicyInForce(CompiledPolicy rules, RequestInspector inspector, OutboundCheck outbound, boolean readsSpend) {
        this(rules, inspector, outbound, readsSpend, List.of());
    }

    public PolicyVersion version() {
        return rules.version();
    }

    /** Looks through answers with the same detector. */
    public AnswerInspector answers() {
        return new AnswerInspector(inspector, rules.policy().answers());
    }

    public PolicyDecision decide(Facts facts) {
        return rules.decide(facts);
    }
}
