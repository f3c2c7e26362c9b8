package dev.weir.gateway.pseudonym;

import dev.weir.policy.detection.EntityCatalogue;
import dev.weir.policy.pseudonym.SurrogateFormat;
import dev.weir.policy.pseudonym.SurrogateFormats;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * In what form pseudonyms leave.
 *
 * @param format of every entity that {@code formats} doesn't name. Secrets are placeholders always
 * @param formats by entity, in upper or lower case
 * @param keyFile 32 bytes that the owner alone may read; made where missing. By default {@code pseudonym.key} in the data
 *     folder
 */
@Validated
@ConfigurationProperties(prefix = "weir.pseudonyms", ignoreUnknownFields = false)
record PseudonymProperties(
        @DefaultValue("placeholder") @NotNull SurrogateFormat format,
        @DefaultValue Map<String, SurrogateFormat> formats,
        Optional<String> keyFile) {

    PseudonymProperties {
        formats = Map.copyOf(formats);
        EntityCatalogue known = EntityCatalogue.standard();
        for (String entity : formats.keySet()) {
            if (known.find(entity).isEmpty()) {
                throw new IllegalArgumentException("weir.pseudonyms.formats names the unknown entity `" + entity + "`");
            }
        }
    }

    SurrogateFormats surrogates() {
        return new SurrogateFormats(formats, format);
    }
}
