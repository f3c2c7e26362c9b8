package dev.weir.gateway.audit;

import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How content is kept that policy has captured.
 *
 * @param masterKeyFile file with 32 bytes in Base64, under which the keys of content are wrapped; the environment variable
 *     {@code WEIR_CAPTURE_MASTER_KEY} may hold them instead. Without one nothing can be captured encrypted
 * @param keep how long content is kept
 * @param waiting most content that may wait to be stored; what comes beyond it is lost, and counted
 */
public record CaptureProperties(
        Optional<String> masterKeyFile,
        @DefaultValue("30d") Duration keep,
        @DefaultValue("64MB") DataSize waiting) {
    public CaptureProperties {
        if (keep.isNegative() || keep.isZero()) {
            throw new IllegalArgumentException("weir.audit.capture.keep is a positive time, was " + keep);
        }
    }
}
