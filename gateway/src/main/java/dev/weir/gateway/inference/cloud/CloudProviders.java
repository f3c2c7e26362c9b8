package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.cost.PublishedPrices;
import dev.weir.gateway.inference.CloudCatalogue;
import dev.weir.gateway.inference.CloudProvider;
import dev.weir.router.selection.Target.Capability;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Every cloud model there is, in the order of the configuration. Thread-safe; closing it ends all calls. */
public final class CloudProviders implements CloudCatalogue, AutoCloseable {

    private static final Set<Capability> OPENAI_WIRE =
            Set.of(Capability.TOOLS, Capability.STRUCTURED_OUTPUT, Capability.VISION, Capability.LOGPROBS);
    private static final Set<Capability> ANTHROPIC_WIRE = Set.of(Capability.TOOLS);
    private static final Set<Capability> GEMINI_WIRE = Set.of(Capability.TOOLS);

    private final List<CloudProvider> models = new ArrayList<>();
    private final PublishedPrices published = PublishedPrices.shipped();
    private final List<UpstreamClient> clients = new ArrayList<>();

    private CloudProviders() {}

    /**
     * Prepares every provider; connects to none.
     *
     * @param environment looks environment variables up
     * @throws InvalidCloudConfiguration with every problem found
     */
    static CloudProviders open(
            CloudProperties properties, Function<String, Optional<String>> environment, InstantSource clock) {
        QuietLoggers.silence();
        CloudProviders opened = new CloudProviders();
        for (ResolvedProvider provider : ResolvedProvider.all(properties, environment)) {
            opened.add(provider, clock);
        }
        return opened;
    }

    private void add(ResolvedProvider resolved, InstantSource clock) {
        CloudProperties.Provider provider = resolved.settings();
        UpstreamClient client = UpstreamClient.open(
                provider.id(), provider.limits(), provider.resilience().maxConcurrent());
        clients.add(client);
        ProviderConnection connection = new ProviderConnection(
                resolved.baseUrl(),
                resolved.key(),
                client,
                new CloudResilience(provider.id(), provider.resilience()),
                new UpstreamErrors(clock));
        for (CloudProperties.Model model : provider.models()) {
            models.add(adapter(provider, model, connection, clock));
        }
    }

    private CloudProvider adapter(
            CloudProperties.Provider provider,
            CloudProperties.Model model,
            ProviderConnection connection,
            InstantSource clock) {
        return switch (provider.kind()) {
            case OPENAI -> new OpenAiWireProvider(CloudModel.of(provider, model, OPENAI_WIRE, published), connection);
            case ANTHROPIC ->
                new AnthropicProvider(CloudModel.of(provider, model, ANTHROPIC_WIRE, published), connection, clock);
            case GEMINI ->
                new GeminiProvider(CloudModel.of(provider, model, GEMINI_WIRE, published), connection, clock);
        };
    }

    @Override
    public List<CloudProvider> all() {
        return List.copyOf(models);
    }

    @Override
    public void close() {
        clients.forEach(UpstreamClient::close);
    }
}
