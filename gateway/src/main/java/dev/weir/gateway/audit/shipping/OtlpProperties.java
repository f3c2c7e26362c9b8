package dev.weir.gateway.audit.shipping;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An OpenTelemetry collector, or whatever else takes OTLP over HTTP, that gets every entry as a log record.
 *
 * @param endpoint where records are posted; without a path, at {@code /v1/logs}. Empty where nothing is shipped
 * @param headers headers of every request
 * @param headerFiles the same, each value in a file of its own
 * @param trusted PEM file with the certificate of the server or of who signed it; empty for Java's own list
 * @param insecure allows plain http to another machine
 * @param batch most entries of one request
 * @param timeout from the connection to the end of the answer
 */
public record OtlpProperties(
        Optional<URI> endpoint,
        @DefaultValue Map<String, String> headers,
        @DefaultValue Map<String, String> headerFiles,
        Optional<String> trusted,
        @DefaultValue("false") boolean insecure,
        @DefaultValue("100") @Min(1) @Max(10_000) int batch,
        @DefaultValue("30s") @NotNull Duration timeout) {

    public OtlpProperties {
        headers = Map.copyOf(headers);
        headerFiles = Map.copyOf(headerFiles);
    }

    /** Leaves out address and headers: both can hold a secret. */
    @Override
    public String toString() {
        return "OtlpProperties[batch=" + batch + ", timeout=" + timeout + "]";
    }
}
