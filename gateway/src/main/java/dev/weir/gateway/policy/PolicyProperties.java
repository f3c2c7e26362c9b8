package dev.weir.gateway.policy;

import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which policy decides.
 *
 * @param file the policy file; without one {@code policy.yaml} in the data directory if it is there, else the default
 *     policy that Weir ships
 */
@ConfigurationProperties(prefix = "weir.policy", ignoreUnknownFields = false)
public record PolicyProperties(Optional<Path> file) {}
