package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.inference.HedgeProperties;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.util.unit.DataSize;

/** Provider configurations for tests: patient and forgiving unless told otherwise. */
final class ProviderSettings {

    static final String KEY = "sk-test-0123456789";

    Duration connectTimeout = Duration.ofSeconds(5);
    Duration firstTokenTimeout = Duration.ofSeconds(20);
    Duration idleTimeout = Duration.ofSeconds(20);
    Duration answerTimeout = Duration.ofSeconds(60);
    DataSize maxAnswerSize = DataSize.ofMegabytes(1);
    int maxConcurrent = 8;
    int requestsPerMinute;
    int minimumCalls = 100;
    Duration openFor = Duration.ofMinutes(5);
    int attempts = 1;
    Duration longestWait = Duration.ofSeconds(3);
    boolean idempotencyKeys;
    List<CloudProperties.Price> prices = List.of();

    CloudProperties.Provider provider(CloudProperties.Kind kind, String baseUrl) {
        return provider("test", "big-model", "eu", kind, baseUrl);
    }

    CloudProperties.Provider provider(
            String id, String model, String region, CloudProperties.Kind kind, String baseUrl) {
        return new CloudProperties.Provider(
                id,
                kind,
                region,
                URI.create(baseUrl),
                Secret.of(KEY),
                null,
                null,
                false,
                List.of(new CloudProperties.Model(
                        model, null, 128_000, 4096, null, prices, null, "max_completion_tokens")),
                new CloudProperties.Limits(
                        connectTimeout, firstTokenTimeout, idleTimeout, answerTimeout, maxAnswerSize),
                new CloudProperties.Resilience(
                        maxConcurrent,
                        requestsPerMinute,
                        minimumCalls,
                        minimumCalls,
                        50,
                        openFor,
                        attempts,
                        Duration.ofMillis(1),
                        longestWait,
                        idempotencyKeys));
    }

    /** Providers with one model, {@code big-model}, at this address. The caller closes them. */
    CloudProviders open(CloudProperties.Kind kind, String baseUrl) {
        CloudProperties properties =
                new CloudProperties(List.of(provider(kind, baseUrl)), HedgeProperties.OFF, "unused");
        return CloudProviders.open(properties, _ -> Optional.empty(), InstantSource.system());
    }
}
