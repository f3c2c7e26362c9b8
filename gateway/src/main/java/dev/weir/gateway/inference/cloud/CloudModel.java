package dev.weir.gateway.inference.cloud;

import dev.weir.policy.Facts;
import dev.weir.router.selection.Target;
import java.util.Set;

/**
 * A model of a provider.
 *
 * @param id the id that requests name
 * @param provider the provider's id
 * @param region where the provider processes data; {@code unknown} where nothing is said
 * @param name its name at the provider
 * @param contextWindow tokens of prompt and answer together
 * @param maxAnswerTokens answer limit where a request sets none and the wire needs one
 * @param price what it costs
 */
record CloudModel(
        String id,
        String provider,
        String region,
        String name,
        int contextWindow,
        int maxAnswerTokens,
        Set<Target.Capability> capabilities,
        CloudProperties.Price price) {

    CloudModel {
        capabilities = Set.copyOf(capabilities);
    }

    /** The model as configured, with what its adapter can carry where nothing is said. */
    static CloudModel of(
            CloudProperties.Provider provider, CloudProperties.Model model, Set<Target.Capability> carried) {
        Set<Target.Capability> capabilities = model.capabilities() == null ? carried : model.capabilities();
        return new CloudModel(
                model.publicId(),
                provider.id(),
                provider.region(),
                model.name(),
                model.contextWindow(),
                model.maxAnswerTokens(),
                capabilities,
                model.price());
    }

    Facts.Target facts() {
        return new Facts.Target(id, provider, region);
    }

    Target target(CloudResilience resilience) {
        return new Target(id, Target.Lane.CLOUD, contextWindow, capabilities, resilience.available());
    }
}
