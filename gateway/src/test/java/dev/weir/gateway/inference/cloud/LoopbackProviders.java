package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.inference.CloudProvider;
import dev.weir.gateway.inference.HedgeProperties;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Real providers of OpenAI's wire, each at a stand-in on loopback, which try again like those of a gateway. */
public final class LoopbackProviders implements AutoCloseable {

    private final CloudProviders providers;

    private LoopbackProviders(CloudProviders providers) {
        this.providers = providers;
    }

    /**
     * One provider.
     *
     * @param model id and name of its only model
     * @param idempotencyKeys whether it is asked again after more kinds of failure
     */
    public record Place(String id, String model, String region, String address, boolean idempotencyKeys) {}

    /** Opens them in this order; each tries three times and costs one micro-USD a token, ten in the answer. */
    public static LoopbackProviders open(List<Place> places) {
        List<CloudProperties.Provider> providers = new ArrayList<>();
        for (Place place : places) {
            ProviderSettings settings = new ProviderSettings();
            settings.attempts = 3;
            settings.minimumCalls = 8;
            settings.openFor = Duration.ofMillis(1);
            settings.idempotencyKeys = place.idempotencyKeys();
            settings.prices = List.of(new CloudProperties.Price(LocalDate.EPOCH, 1_000_000, null, 10_000_000, 0));
            providers.add(settings.provider(
                    place.id(), place.model(), place.region(), CloudProperties.Kind.OPENAI, place.address()));
        }
        return new LoopbackProviders(CloudProviders.open(
                new CloudProperties(providers, HedgeProperties.OFF, "unused"),
                _ -> Optional.empty(),
                InstantSource.system()));
    }

    public List<CloudProvider> all() {
        return providers.all();
    }

    @Override
    public void close() {
        providers.close();
    }
}
