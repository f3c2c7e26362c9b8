package dev.weir.gateway.cli;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where models are pulled from before the catalogue's own sources. The command reads these names before the server
 * starts; they're bound here so that a misspelt one stops the start.
 *
 * @param sources files and https addresses, tried in this order
 */
@ConfigurationProperties(prefix = "weir.model-store", ignoreUnknownFields = false)
record ModelStoreProperties(@DefaultValue List<String> sources) {

    ModelStoreProperties {
        sources = List.copyOf(sources);
    }
}
