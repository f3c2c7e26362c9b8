package dev.weir.gateway.policy;

import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which policy decides.
 *
 * @param file path of the policy file; without one {@code policy.yaml} in the data directory if it is there
 * @param name a policy that Weir ships; without a name and a file {@code default}, or what came by the admin API
 * @param shadowFile path of a policy that is tried beside the one that decides, without effect
 * @param shadowName a shipped one in its place
 * @param pollInterval longest time until a change of a file is seen where the system doesn't tell of it
 * @param settleTime how long a file must stay as it is before it is read as changed, so that no half of it is
 */
@ConfigurationProperties(prefix = "weir.policy", ignoreUnknownFields = false)
public record PolicyProperties(
        Optional<String> file,
        Optional<String> name,
        Optional<String> shadowFile,
        Optional<String> shadowName,
        @DefaultValue("2s") Duration pollInterval,
        @DefaultValue("250ms") Duration settleTime) {

    public PolicyProperties {
        if (!pollInterval.isPositive() || settleTime.isNegative()) {
            throw new IllegalArgumentException(
                    "weir.policy.poll-interval is positive and weir.policy.settle-time not negative");
        }
    }
}
