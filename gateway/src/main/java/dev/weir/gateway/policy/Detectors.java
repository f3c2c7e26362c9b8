package dev.weir.gateway.policy;

import dev.weir.policy.PolicyVersion;
import dev.weir.policy.detection.RecogniserRegistry;
import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.outbound.OutboundCheck;
import dev.weir.policy.rules.CompiledPolicy;
import dev.weir.policy.rules.DetectionSettings;
import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.yaml.PolicyRecognisers;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Makes the detector that a policy asks for. Thread-safe.
 *
 * @param recognisers finds the recognisers for a policy's settings
 * @param dictionaries the files that settings name
 */
public record Detectors(Function<DetectionSettings, RecogniserRegistry> recognisers, Dictionaries dictionaries) {

    /** The rules that Weir ships, without a model and without dictionaries in files. */
    public static final Detectors SHIPPED = completedBy(UnaryOperator.identity());

    /** Recognisers from elsewhere. */
    public Detectors(Function<DetectionSettings, RecogniserRegistry> recognisers) {
        this(recognisers, Dictionaries.none());
    }

    /** The rules that Weir ships, and what completes them; without dictionaries in files. */
    public static Detectors completedBy(UnaryOperator<RecogniserRegistry> completion) {
        return completedBy(completion, Dictionaries.none());
    }

    /** The rules that Weir ships, a policy's own words and forms, and what completes them. */
    static Detectors completedBy(UnaryOperator<RecogniserRegistry> completion, Dictionaries dictionaries) {
        return new Detectors(
                settings -> completion.apply(PolicyRecognisers.of(settings, dictionaries::recogniser)), dictionaries);
    }

    /** A policy with its detector. */
    public PolicyInForce join(PolicySet policy, int number) {
        List<Dictionaries.Stamp> stamps = dictionaries.stamps(policy.detection());
        return join(policy, number, new RequestInspector(recognisers.apply(policy.detection())), stamps);
    }

    private static PolicyInForce join(
            PolicySet policy, int number, RequestInspector inspector, List<Dictionaries.Stamp> stamps) {
        PolicyVersion version = new PolicyVersion(policy.name(), number, policy.sha256());
        CompiledPolicy rules = new CompiledPolicy(policy, version);
        return new PolicyInForce(
                rules, inspector, new OutboundCheck(inspector.secondLook()), rules.readsSpend(), stamps);
    }

    /** A detector, and how the files stood that it was made from. */
    record Made(RequestInspector inspector, List<Dictionaries.Stamp> stamps) {

        PolicyInForce join(PolicySet policy, int number) {
            return Detectors.join(policy, number, inspector, stamps);
        }
    }

    /** The detector for these settings: that of another policy where it looks for the same. */
    Made make(DetectionSettings settings, PolicyInForce other) {
        List<Dictionaries.Stamp> stamps = dictionaries.stamps(settings);
        boolean same = other.rules().policy().detection().equals(settings)
                && other.dictionaries().equals(stamps);
        return new Made(same ? other.inspector() : new RequestInspector(recognisers.apply(settings)), stamps);
    }

    /** The inspector for these settings: that of another policy where it looks for the same. */
    public RequestInspector inspector(DetectionSettings settings, PolicyInForce other) {
        return make(settings, other).inspector();
    }

    /** Whether some dictionary of a policy in force has changed since. */
    boolean isOutdated(PolicyInForce policy) {
        return !dictionaries.stamps(policy.rules().policy().detection()).equals(policy.dictionaries());
    }
}
