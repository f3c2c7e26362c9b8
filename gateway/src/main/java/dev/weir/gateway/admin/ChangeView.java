package dev.weir.gateway.admin;

import dev.weir.gateway.policy.Activation;
import dev.weir.gateway.policy.PolicyVersions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One change of what is in force, as it stands on record, as JSON.
 *
 * @param place {@code active} or {@code shadow}
 * @param from number of the version that stood there before
 * @param to number of the version that it put there; empty where it took one away
 * @param origin what brought it: {@code start}, {@code file}, {@code api}, {@code rollback}, {@code pin} and so on
 * @param pinned whether it is pinned from here on
 * @param keyId who asked; empty at a start and when a file changed
 */
record ChangeView(
        long sequence,
        Instant at,
        String place,
        Optional<Integer> from,
        Optional<Integer> to,
        String origin,
        String owner,
        boolean pinned,
        String keyId,
        String reason) {

    static ChangeView of(PolicyVersions.Recorded recorded) {
        Activation change = recorded.activation();
        return new ChangeView(
                recorded.sequence(),
                change.at(),
                DecisionSummary.lowerCase(change.place()),
                recorded.replaced(),
                recorded.number(),
                DecisionSummary.lowerCase(change.origin()),
                DecisionSummary.lowerCase(change.owner()),
                change.pinned(),
                change.keyId(),
                change.note());
    }

    /** A page of changes, newest first. */
    record Page(List<ChangeView> items, Optional<String> nextCursor) {
        Page {
            items = List.copyOf(items);
        }
    }
}
