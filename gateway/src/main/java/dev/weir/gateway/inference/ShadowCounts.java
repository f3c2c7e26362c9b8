package dev.weir.gateway.inference;

import dev.weir.policy.PolicyVersion;
import java.time.Instant;
import java.util.Optional;

/**
 * How often a policy was tried in the shadow.
 *
 * @param policy which one; empty before the first
 * @param since when counting began
 * @param same decisions that it would have made alike
 * @param different decisions that it would have made otherwise
 * @param skipped decisions that it was not tried on, since too many waited
 * @param failed decisions on which it could not be tried, or whose difference could not be recorded
 */
public record ShadowCounts(
        Optional<PolicyVersion> policy, Instant since, long same, long different, long skipped, long failed) {

    static final ShadowCounts NONE = new ShadowCounts(Optional.empty(), Instant.EPOCH, 0, 0, 0, 0);

    static ShadowCounts start(PolicyVersion policy, Instant now) {
        return new ShadowCounts(Optional.of(policy), now, 0, 0, 0, 0);
    }

    boolean of(PolicyVersion version) {
        return policy.filter(version::equals).isPresent();
    }

    ShadowCounts sameOne() {
        return new ShadowCounts(policy, since, same + 1, different, skipped, failed);
    }

    ShadowCounts differentOne() {
        return new ShadowCounts(policy, since, same, different + 1, skipped, failed);
    }

    ShadowCounts skippedOne() {
        return new ShadowCounts(policy, since, same, different, skipped + 1, failed);
    }

    ShadowCounts failedOne() {
        return new ShadowCounts(policy, since, same, different, skipped, failed + 1);
    }
}
