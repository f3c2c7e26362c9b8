package dev.weir.gateway.inference;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the model names that clients send are read.
 *
 * @param aliases name to what it means: {@code auto}, {@code local}, {@code cloud} or a model's id
 * @param fallBackToCloud whether a model of another provider is tried when one fails, within the verdict
 * @param fallBackToLocal whether the local model answers when the cloud fails
 * @param assumedAnswerTokens answer length assumed when a client sets no limit, in tokens, for checking windows
 */
@Validated
@ConfigurationProperties(prefix = "weir.models", ignoreUnknownFields = false)
public record ModelsProperties(
        @DefaultValue Map<String, String> aliases,
        @DefaultValue("true") boolean fallBackToCloud,
        @DefaultValue("true") boolean fallBackToLocal,
        @DefaultValue("256") int assumedAnswerTokens) {

    public ModelsProperties {
        aliases = Map.copyOf(aliases);
        if (assumedAnswerTokens < 1) {
            throw new IllegalArgumentException("weir.models.assumed-answer-tokens is at least 1");
        }
    }
}
