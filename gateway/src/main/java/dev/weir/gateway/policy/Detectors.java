package dev.weir.gateway.policy;

import dev.weir.policy.PolicyVersion;
import dev.weir.policy.detection.RecogniserRegistry;
import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.outbound.OutboundCheck;
import dev.weir.policy.rules.CompiledPolicy;
import dev.weir.policy.rules.DetectionSettings;
import dev.weir.policy.rules.PolicySet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Makes the detector that a policy asks for. Thread-safe.
 *
 * @param recognisers finds the recognisers for a policy's settings
 */
public record Detectors(Function<DetectionSettings, RecogniserRegistry> recognisers) {

    /** The rules that Weir ships, without a model. */
    public static final Detectors SHIPPED = completedBy(UnaryOperator.identity());

    /** The rules that Weir ships, and what completes them. */
    public static Detectors completedBy(UnaryOperator<RecogniserRegistry> completion) {
        return new Detectors(settings ->
                completion.apply(RecogniserRegistry.ofPacks(settings.packs()).withThresholds(settings.thresholds())));
    }

    /** A policy with its detector. */
    public PolicyInForce join(PolicySet policy, int number) {
        return join(policy, number, new RequestInspector(recognisers.apply(policy.detection())));
    }

    static PolicyInForce join(PolicySet policy, int number, RequestInspector inspector) {
        PolicyVersion version = new PolicyVersion(policy.name(), number, policy.sha256());
        CompiledPolicy rules = new CompiledPolicy(policy, version);
        return new PolicyInForce(rules, inspector, new OutboundCheck(inspector.secondLook()), rules.readsSpend());
    }

    /** The inspector for these settings: that of another policy where it looks for the same. */
    public RequestInspector inspector(DetectionSettings settings, PolicyInForce other) {
        return other.rules().policy().detection().equals(settings)
                ? other.inspector()
                : new RequestInspector(recognisers.apply(settings));
    }
}
