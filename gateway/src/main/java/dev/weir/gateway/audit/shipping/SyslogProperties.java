package dev.weir.gateway.audit.shipping;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A syslog server that gets every entry, over TLS (RFC 5425).
 *
 * @param host name in the server's certificate; empty where nothing is shipped
 * @param trusted PEM file with the certificate of the server or of who signed it; empty for Java's own list
 * @param confirmAfter how long a connection must have stood after an entry was sent before the entry counts as shipped
 */
public record SyslogProperties(
        Optional<String> host,
        @DefaultValue("6514") @Min(1) @Max(65535) int port,
        Optional<String> trusted,
        @DefaultValue("5s") Duration confirmAfter) {}
