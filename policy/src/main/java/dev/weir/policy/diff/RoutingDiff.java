package dev.weir.policy.diff;

import dev.weir.policy.diff.PolicyChange.Part;
import dev.weir.policy.rules.RoutingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares how difficulty chooses: a higher floor and a larger share send more requests to the cloud. */
final class RoutingDiff {
    private RoutingDiff() {}

    static List<PolicyChange> of(RoutingSettings before, RoutingSettings after) {
        List<PolicyChange> changes = new ArrayList<>();
        compare("quality_floor", before.qualityFloor(), after.qualityFloor(), after.hard() < before.hard(), changes);
        compare(
                "cloud_share",
                before.cloudShare(),
                after.cloudShare(),
                after.cloudShare().orElse(1.0) > before.cloudShare().orElse(1.0),
                changes);
        return changes;
    }

    private static void compare(
            String subject,
            Optional<Double> before,
            Optional<Double> after,
            boolean moreLeaves,
            List<PolicyChange> changes) {
        if (!before.equals(after)) {
            changes.add(new PolicyChange(
                    Part.ROUTING,
                    subject,
                    "",
                    before.map(String::valueOf),
                    after.map(String::valueOf),
                    moreLeaves ? Bearing.CAN_LOOSEN : Bearing.TIGHTENS_ONLY));
        }
    }
}
