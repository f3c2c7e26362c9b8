package dev.weir.gateway.policy;

import dev.weir.policy.detection.RecogniserRegistry;
import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.outbound.OutboundCheck;
import dev.weir.policy.rules.CompiledPolicy;
import dev.weir.policy.rules.DetectionSettings;
import java.util.function.Function;

/**
 * Joins a policy with the detector that it asks for. Thread-safe.
 *
 * @param recognisers finds the recognisers for a policy's settings
 */
public record Detectors(Function<DetectionSettings, RecogniserRegistry> recognisers) {

    /** The recognisers that Weir ships. */
    public static final Detectors SHIPPED = new Detectors(
            settings -> RecogniserRegistry.ofPacks(settings.packs()).withThresholds(settings.thresholds()));

    public PolicyInForce join(CompiledPolicy policy) {
        RequestInspector inspector =
                new RequestInspector(recognisers.apply(policy.policy().detection()));
        return new PolicyInForce(policy, inspector, new OutboundCheck(inspector));
    }
}
