package dev.weir.gateway.policy;

import java.time.Instant;
import java.util.Optional;

/**
 * What stands in the shadow, and how it came to be.
 *
 * @param policy is tried on live traffic; empty where none is
 * @param since when it came to stand there
 */
public record ShadowStanding(Optional<PolicyInForce> policy, Instant since, Activation.Owner owner, FileReport file) {

    ShadowStanding with(FileReport report) {
        return new ShadowStanding(policy, since, owner, report);
    }
}
