package dev.weir.gateway.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a policy's file stands to what is in force.
 *
 * @param since when it came to be so
 * @param sha256 of the file's content, where it could be read
 * @param problems all that is wrong with it
 */
public record FileReport(State state, Instant since, Optional<String> sha256, List<Complaint> problems) {

    public FileReport {
        problems = List.copyOf(problems);
    }

    /** How a file stands. */
    public enum State {
        /** There is none, and none was asked for. */
        NONE,
        /** It is in force. */
        IN_FORCE,
        /** It is not valid; what was in force before still is. */
        REJECTED,
        /** It is gone or can't be read; what was in force before still is. */
        MISSING,
        /** It differs from what is in force, which is pinned or set by name. */
        HELD,
        /** It is valid, and could not be recorded; it is tried again. */
        NOT_RECORDED
    }

    /** The report after something else was put in force: what was said of the file has to be found out anew. */
    FileReport unsettled(Activation.Owner owner, Instant now) {
        State next = owner == Activation.Owner.FILE ? State.NOT_RECORDED : State.NONE;
        return new FileReport(next, now, Optional.empty(), List.of());
    }

    boolean isTrouble() {
        return state != State.NONE && state != State.IN_FORCE;
    }

    /** Whether this content was dealt with already, in a way that trying again won't change. */
    boolean hasSettled(String sha256) {
        return switch (state) {
            case IN_FORCE, REJECTED, HELD -> this.sha256.filter(sha256::equals).isPresent();
            case NONE, MISSING, NOT_RECORDED -> false;
        };
    }
}
