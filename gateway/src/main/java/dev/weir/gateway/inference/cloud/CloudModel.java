package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.cost.Prices;
import dev.weir.gateway.cost.Pricing;
import dev.weir.gateway.cost.PublishedPrices;
import dev.weir.gateway.cost.RequestBound;
import dev.weir.gateway.cost.TokenCounter;
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
 * @param pricing what calls of it can cost
 */
record CloudModel(
        String id,
        String provider,
        String region,
        String name,
        int contextWindow,
        int maxAnswerTokens,
        Set<Target.Capability> capabilities,
        Pricing pricing) {

    private static final String OPENAI = "api.openai.com";

    CloudModel {
        capabilities = Set.copyOf(capabilities);
    }

    /** The model as configured, with what its adapter can carry where nothing is said. */
    static CloudModel of(
            CloudProperties.Provider provider,
            CloudProperties.Model model,
            Set<Target.Capability> carried,
            PublishedPrices published) {
        Set<Target.Capability> capabilities = model.capabilities() == null ? carried : model.capabilities();
        return new CloudModel(
                model.publicId(),
                provider.id(),
                provider.region(),
                model.name(),
                model.contextWindow(),
                model.maxAnswerTokens(),
                capabilities,
                pricing(provider, model, published));
    }

    /** Configured prices take the place of published ones altogether. */
    private static Pricing pricing(
            CloudProperties.Provider provider, CloudProperties.Model model, PublishedPrices published) {
        String host = provider.baseUrl().getHost();
        Prices prices = model.prices().isEmpty()
                ? published.of(host, model.name())
                : new Prices(model.prices().stream()
                        .map(CloudProperties.Price::dated)
                        .toList());
        TokenCounter counter = model.tokenizer() != null
                ? model.tokenizer()
                : host.equals(OPENAI) ? TokenCounter.ofOpenAi(model.name()) : TokenCounter.BYTES;
        return new Pricing(
                prices,
                new RequestBound(counter, model.contextWindow()),
                model.answerLimitField(),
                model.maxAnswerTokens());
    }

    Facts.Target facts() {
        return new Facts.Target(id, provider, region);
    }

    Target target(CloudResilience resilience) {
        return new Target(id, Target.Lane.CLOUD, contextWindow, capabilities, resilience.available());
    }
}
