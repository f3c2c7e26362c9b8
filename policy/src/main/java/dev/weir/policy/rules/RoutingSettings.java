package dev.weir.policy.rules;

import dev.weir.policy.Preference;
import java.util.Optional;

/**
 * How difficulty chooses between the lanes that a verdict leaves open, where neither a rule nor the client does. It can't
 * open a lane.
 *
 * @param qualityFloor how likely, at least, the local answer must be to do as well as a cloud model's, 0 to 1; without
 *     one {@link Preference#HARD} holds
 * @param cloudShare how many of the requests that difficulty decides may go to the cloud, at most, 0 to 1
 */
public record RoutingSettings(Optional<Double> qualityFloor, Optional<Double> cloudShare) {
    /** What holds without a word about it. */
    public static final RoutingSettings DEFAULT = new RoutingSettings(Optional.empty(), Optional.empty());

    public RoutingSettings {
        check(qualityFloor);
        check(cloudShare);
    }

    /** The difficulty from which a request is one for the cloud. */
    public double hard() {
        return qualityFloor.map(floor -> 1 - floor).orElse(Preference.HARD);
    }

    private static void check(Optional<Double> share) {
        if (share.filter(value -> !(value >= 0 && value <= 1)).isPresent()) {
            throw new IllegalArgumentException("a share is 0 to 1, was " + share.get());
        }
    }
}
