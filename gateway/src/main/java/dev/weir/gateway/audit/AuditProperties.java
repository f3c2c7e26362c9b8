package dev.weir.gateway.audit;

import dev.weir.gateway.audit.shipping.OtlpProperties;
import dev.weir.gateway.audit.shipping.ShippingProperties;
import dev.weir.gateway.audit.shipping.SyslogProperties;
import dev.weir.gateway.audit.shipping.WebhookProperties;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Where the decision log is kept.
 *
 * @param directory folder of the journal, the log's key and the embedded database
 * @param url JDBC URL of another database for the index, PostgreSQL for instance; empty for the embedded one
 * @param user user of that database
 * @param password password of that database
 * @param connections most connections at once
 * @param appendTimeout longest wait for one entry; past it the entry counts as not written
 * @param checkpointEntries a checkpoint is signed at the latest after so many entries
 * @param checkpointInterval and at the latest so long after an entry
 * @param checkpointCopy a second file that every checkpoint is added to, on another disk for instance
 * @param capture how captured content is kept
 * @param syslog a server that gets every entry
 * @param webhook an HTTP endpoint that gets every entry
 * @param otlp a receiver of OpenTelemetry's logs that gets every entry
 * @param shipping how these are tried again where they don't take entries
 * @param segmentSize the journal begins a new file at the latest after so much
 * @param retention by kind of entry, how long it is kept; kinds that aren't named are kept for ever
 */
@Validated
@ConfigurationProperties(prefix = "weir.audit", ignoreUnknownFields = false)
public record AuditProperties(
        Path directory,
        Optional<String> url,
        @DefaultValue("weir") String user,
        @DefaultValue("") String password,
        @DefaultValue("8") @Min(4) @Max(64) int connections,
        @DefaultValue("5s") Duration appendTimeout,
        @DefaultValue("1000") @Min(1) long checkpointEntries,
        @DefaultValue("10s") Duration checkpointInterval,
        Optional<String> checkpointCopy,
        @DefaultValue @Valid CaptureProperties capture,
        @DefaultValue @Valid SyslogProperties syslog,
        @DefaultValue @Valid WebhookProperties webhook,
        @DefaultValue @Valid OtlpProperties otlp,
        @DefaultValue @Valid ShippingProperties shipping,
        @DefaultValue("32MB") DataSize segmentSize,
        @DefaultValue Map<String, Duration> retention) {

    private static final DataSize SMALLEST_SEGMENT = DataSize.ofKilobytes(4);

    public AuditProperties {
        if (segmentSize.compareTo(SMALLEST_SEGMENT) < 0) {
            throw new IllegalArgumentException("`weir.audit.segment-size` is at least 4KB");
        }
        retention = Map.copyOf(retention);
    }
}
