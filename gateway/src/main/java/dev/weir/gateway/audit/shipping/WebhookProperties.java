package dev.weir.gateway.audit.shipping;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An HTTP endpoint that gets every entry, signed as Standard Webhooks has it.
 *
 * @param url where entries are posted; empty where nothing is shipped
 * @param secretFile file with the shared secret, {@code whsec_} and Base64 of 24 to 64 bytes
 * @param secretEnv environment variable with it
 * @param trusted PEM file with the certificate of the server or of who signed it; empty for Java's own list
 * @param insecure allows plain http to another machine
 * @param batch most entries of one request
 * @param timeout from the connection to the end of the answer
 */
public record WebhookProperties(
        Optional<URI> url,
        Optional<String> secretFile,
        Optional<String> secretEnv,
        Optional<String> trusted,
        @DefaultValue("false") boolean insecure,
        @DefaultValue("100") @Min(1) @Max(10_000) int batch,
        @DefaultValue("30s") @NotNull Duration timeout) {

    /** Leaves out the URL: its path can be a secret. */
    @Override
    public String toString() {
        return "WebhookProperties[batch=" + batch + ", timeout=" + timeout + "]";
    }
}
