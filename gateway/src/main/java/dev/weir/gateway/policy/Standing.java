package dev.weir.gateway.policy;

import java.time.Instant;

/**
 * What is in force, and how it came to be.
 *
 * @param since when it was put in force
 */
public record Standing(PolicyInForce policy, Instant since, Activation last, FileReport file) {

    Standing with(FileReport report) {
        return new Standing(policy, since, last, report);
    }

    boolean isOwnedByFile() {
        return last.owner() == Activation.Owner.FILE;
    }

    boolean isPinned() {
        return last.pinned();
    }
}
