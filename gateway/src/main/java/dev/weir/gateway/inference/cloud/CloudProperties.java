package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.cost.DatedTariff;
import dev.weir.gateway.cost.Tariff;
import dev.weir.gateway.cost.TokenCounter;
import dev.weir.gateway.inference.HedgeProperties;
import dev.weir.router.selection.Target.Capability;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The cloud providers. With none listed and {@code OPENAI_API_KEY} in the environment there is one, {@code openai}, at
 * {@code OPENAI_BASE_URL} or OpenAI's own address.
 *
 * @param hedge when a slow model gets another one asked beside it; off where nothing is set
 * @param defaultModel model of the provider that comes from the environment; {@code OPENAI_MODEL} overrides it
 */
@Validated
@ConfigurationProperties(prefix = "weir.cloud", ignoreUnknownFields = false)
public record CloudProperties(
        @DefaultValue @Valid List<Provider> providers,
        @DefaultValue HedgeProperties hedge,
        @DefaultValue("gpt-5-mini") @NotBlank String defaultModel) {

    public CloudProperties {
        providers = List.copyOf(providers);
    }

    /** Which wire a provider speaks. */
    public enum Kind {
        /** OpenAI's chat completions, passed through as they are. */
        OPENAI,
        /** Anthropic's messages, through Spring AI. */
        ANTHROPIC,
        /** Google's Gemini API, through Spring AI. */
        GEMINI
    }

    /**
     * One provider.
     *
     * @param id short name for logs and metrics
     * @param region where it processes data, {@code eu} for instance: what policies read as {@code target.region}
     * @param baseUrl for {@code openai} with the {@code /v1}; for {@code anthropic} and {@code gemini} without a version
     * @param apiKey the key itself; better kept in a file or the environment. At most one of the three may be set, none
     *     where the provider asks for no key
     * @param apiKeyEnv name of the environment variable that holds the key
     * @param apiKeyFile file that holds the key and nothing else
     * @param allowInsecure allows {@code http} to another machine, which shows key and content to the network
     */
    public record Provider(
            @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,31}")
            String id,

            @DefaultValue("openai") @NotNull Kind kind,

            @DefaultValue("unknown") @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,31}")
            String region,

            @NotNull URI baseUrl,
            @Nullable Secret apiKey,
            @Nullable String apiKeyEnv,
            @Nullable Path apiKeyFile,
            @DefaultValue("false") boolean allowInsecure,
            @NotEmpty @Valid List<Model> models,
            @DefaultValue @NotNull @Valid Limits limits,
            @DefaultValue @NotNull @Valid Resilience resilience) {

        public Provider {
            models = List.copyOf(models);
        }
    }

    /**
     * One model of a provider.
     *
     * @param name its name at the provider
     * @param id the id that requests and policies name; the provider's name for it where not set
     * @param contextWindow tokens of prompt and answer together
     * @param maxAnswerTokens answer limit sent where a request sets none and the wire (Anthropic) or a budget needs one
     * @param capabilities what it can do beyond plain text; what the adapter can carry where not set
     * @param prices what it costs; what its provider publishes where not set and known
     * @param tokenizer how its tokens are counted before a call; OpenAI's own for its models at its own address, and an
     *     upper bound for others, where not set
     * @param answerLimitField the field by which the provider takes an answer limit
     */
    public record Model(
            @NotBlank String name,
            @Nullable String id,
            @DefaultValue("128000") @Min(1) int contextWindow,
            @DefaultValue("4096") @Min(1) int maxAnswerTokens,
            @Nullable Set<Capability> capabilities,
            @DefaultValue @Valid List<Price> prices,
            @Nullable TokenCounter tokenizer,

            @DefaultValue("max_completion_tokens") @Pattern(regexp = "max_tokens|max_completion_tokens")
            String answerLimitField) {

        public Model {
            prices = List.copyOf(prices);
        }

        /** The id that requests name. */
        String publicId() {
            return id == null ? name : id;
        }
    }

    /**
     * What a model costs, in micro-USD, from a day on.
     *
     * @param from the first day, UTC
     * @param inputPerMillion per million prompt tokens
     * @param cachedInputPerMillion per million prompt tokens that the provider had in its cache; like others where not set
     * @param outputPerMillion per million answer tokens
     * @param perRequest for the request as such
     */
    public record Price(
            @DefaultValue("1970-01-01") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
            LocalDate from,

            @Min(0) @Max(Tariff.MOST) long inputPerMillion,
            @Nullable @Min(0) @Max(Tariff.MOST) Long cachedInputPerMillion,
            @Min(0) @Max(Tariff.MOST) long outputPerMillion,
            @DefaultValue("0") @Min(0) @Max(Tariff.MOST) long perRequest) {

        DatedTariff dated() {
            return new DatedTariff(
                    from,
                    new Tariff(
                            inputPerMillion,
                            cachedInputPerMillion == null ? inputPerMillion : cachedInputPerMillion,
                            outputPerMillion,
                            perRequest));
        }
    }

    /**
     * How long and how much.
     *
     * @param connectTimeout for the connection and its TLS handshake
     * @param firstTokenTimeout from the request to the first event of a stream
     * @param idleTimeout longest silence within a stream
     * @param answerTimeout from the request to the end of the answer, streamed or not
     * @param maxAnswerSize bytes of one answer, streamed or not
     */
    public record Limits(
            @DefaultValue("5s") @NotNull Duration connectTimeout,
            @DefaultValue("60s") @NotNull Duration firstTokenTimeout,
            @DefaultValue("30s") @NotNull Duration idleTimeout,
            @DefaultValue("10m") @NotNull Duration answerTimeout,
            @DefaultValue("32MB") @NotNull DataSize maxAnswerSize) {}

    /**
     * Circuit breaker, retry, bulkhead and rate limit of one provider, shared by its models.
     *
     * @param maxConcurrent requests at once; more are refused at once
     * @param requestsPerMinute requests started within a minute, repetitions included; more are refused at once. 0 for
     *     no limit
     * @param window calls over which failures are counted
     * @param minimumCalls calls before the breaker may open
     * @param failureRate percentage of failed calls that opens the breaker
     * @param openFor how long an open breaker refuses calls
     * @param attempts tries of one request in all, counting only failures before which nothing can have been billed
     * @param retryWait wait before the second try; it doubles, with jitter
     * @param longestWait a provider that asks for a longer wait than this is not tried again for this request
     * @param idempotencyKeys whether the provider honours {@code Idempotency-Key}: then a request whose answer never
     *     began is tried again after a timeout, a broken connection or a 5xx, too
     */
    public record Resilience(
            @DefaultValue("64") @Min(1) @Max(10_000) int maxConcurrent,
            @DefaultValue("0") @Min(0) int requestsPerMinute,
            @DefaultValue("20") @Min(1) int window,
            @DefaultValue("5") @Min(1) int minimumCalls,
            @DefaultValue("50") @Min(1) @Max(100) int failureRate,
            @DefaultValue("30s") @NotNull Duration openFor,
            @DefaultValue("3") @Min(1) @Max(10) int attempts,
            @DefaultValue("200ms") @NotNull Duration retryWait,
            @DefaultValue("3s") @NotNull Duration longestWait,
            @DefaultValue("false") boolean idempotencyKeys) {}
}
