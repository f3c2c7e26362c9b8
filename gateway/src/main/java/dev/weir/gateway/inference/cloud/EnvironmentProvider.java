package dev.weir.gateway.inference.cloud;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.boot.context.properties.bind.Binder;

/** The one provider that OpenAI's own environment variables describe, where nothing is configured. */
final class EnvironmentProvider {

    private static final String KEY = "OPENAI_API_KEY";

    private EnvironmentProvider() {}

    static Optional<CloudProperties.Provider> from(
            String defaultModel, Function<String, Optional<String>> environment) {
        if (environment.apply(KEY).filter(Predicate.not(String::isBlank)).isEmpty()) {
            return Optional.empty();
        }
        String model = environment.apply("OPENAI_MODEL").orElse(defaultModel);
        String address = environment.apply("OPENAI_BASE_URL").orElse("https://api.openai.com/v1");
        return Optional.of(new CloudProperties.Provider(
                "openai",
                CloudProperties.Kind.OPENAI,
                "unknown",
                url(address),
                null,
                KEY,
                null,
                false,
                List.of(new CloudProperties.Model(
                        model, null, 128_000, 4096, null, List.of(), null, "max_completion_tokens")),
                defaults(CloudProperties.Limits.class),
                defaults(CloudProperties.Resilience.class)));
    }

    private static URI url(String address) {
        try {
            return URI.create(address);
        } catch (IllegalArgumentException _) {
            throw new InvalidCloudConfiguration(List.of("`OPENAI_BASE_URL` is no address"));
        }
    }

    /** The settings that a provider in the file has where it sets nothing. */
    private static <T> T defaults(Class<T> settings) {
        return new Binder().bindOrCreate("none", settings);
    }
}
