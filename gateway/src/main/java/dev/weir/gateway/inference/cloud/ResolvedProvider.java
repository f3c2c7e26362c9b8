package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.http.Loopback;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A provider whose address is checked and whose key is at hand.
 *
 * @param baseUrl without a slash at its end
 */
record ResolvedProvider(CloudProperties.Provider settings, String baseUrl, Optional<Secret> key) {

    private static final Set<String> RESERVED = Set.of("auto", "local", "cloud");

    /** @throws InvalidCloudConfiguration with every problem of every provider */
    static List<ResolvedProvider> all(CloudProperties properties, Function<String, Optional<String>> environment) {
        Check check = new Check(environment, new ArrayList<>());
        List<CloudProperties.Provider> listed = properties.providers();
        List<CloudProperties.Provider> providers = listed.isEmpty()
                ? EnvironmentProvider.from(properties.defaultModel(), environment).stream()
                        .toList()
                : listed;
        check.names(providers);
        List<ResolvedProvider> resolved = providers.stream().map(check::resolve).toList();
        if (!check.problems().isEmpty()) {
            throw new InvalidCloudConfiguration(check.problems());
        }
        return resolved;
    }

    /** Collects problems; none of them shows a key. */
    private record Check(Function<String, Optional<String>> environment, List<String> problems) {

        void names(List<CloudProperties.Provider> providers) {
            Set<String> ids = new HashSet<>();
            Set<String> models = new HashSet<>();
            for (CloudProperties.Provider provider : providers) {
                if (!ids.add(provider.id())) {
                    problems.add("the provider id `" + provider.id() + "` is used twice; rename one");
                }
                for (CloudProperties.Model model : provider.models()) {
                    if (RESERVED.contains(model.publicId())) {
                        problems.add("a model may not be called `" + model.publicId() + "`; set its `id`");
                    } else if (!models.add(model.publicId())) {
                        problems.add("the model id `" + model.publicId() + "` is used twice; set one's `id`");
                    }
                }
            }
        }

        ResolvedProvider resolve(CloudProperties.Provider provider) {
            checkAddress(provider);
            String url = provider.baseUrl().toString();
            return new ResolvedProvider(
                    provider, url.endsWith("/") ? url.substring(0, url.length() - 1) : url, key(provider));
        }

        private void checkAddress(CloudProperties.Provider provider) {
            URI url = provider.baseUrl();
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            if (url.getHost() == null || !Set.of("https", "http").contains(scheme)) {
                problem(provider, "`base-url` must be an http(s) address with a host");
            } else if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
                problem(provider, "`base-url` may hold no user, query or fragment");
            } else if (scheme.equals("http") && !provider.allowInsecure() && !Loopback.is(url.getHost())) {
                problem(
                        provider,
                        "`base-url` is plain http to another machine, which shows everything to the network;"
                                + " use https, or set `allow-insecure: true`");
            }
        }

        private Optional<Secret> key(CloudProperties.Provider provider) {
            List<@Nullable Object> sources = new ArrayList<>();
            sources.add(provider.apiKey());
            sources.add(provider.apiKeyEnv());
            sources.add(provider.apiKeyFile());
            if (sources.stream().filter(source -> source != null).count() > 1) {
                problem(provider, "only one of `api-key`, `api-key-env` and `api-key-file` may be set");
                return Optional.empty();
            }
            if (provider.apiKeyEnv() != null) {
                return fromEnvironment(provider, provider.apiKeyEnv());
            }
            return provider.apiKeyFile() != null
                    ? fromFile(provider, provider.apiKeyFile())
                    : Optional.ofNullable(provider.apiKey());
        }

        private Optional<Secret> fromEnvironment(CloudProperties.Provider provider, String name) {
            Optional<String> value = environment.apply(name);
            if (value.isEmpty()) {
                problem(provider, "the environment variable `" + name + "` of `api-key-env` is not set");
            }
            return value.flatMap(text -> secret(provider, text, "`" + name + "`"));
        }

        private Optional<Secret> fromFile(CloudProperties.Provider provider, Path file) {
            try {
                return secret(provider, Files.readString(file), "`" + file + "`");
            } catch (MalformedInputException _) {
                problem(provider, "the key file `" + file + "` is no text");
            } catch (IOException e) {
                problem(
                        provider,
                        "the key file `" + file + "` cannot be read: "
                                + e.getClass().getSimpleName());
            }
            return Optional.empty();
        }

        private Optional<Secret> secret(CloudProperties.Provider provider, String text, String source) {
            try {
                return Optional.of(Secret.of(text));
            } catch (IllegalArgumentException _) {
                problem(provider, source + " holds no usable key: it is empty or has characters no header may hold");
                return Optional.empty();
            }
        }

        private void problem(CloudProperties.Provider provider, String text) {
            problems.add("provider `" + provider.id() + "`: " + text);
        }
    }
}
