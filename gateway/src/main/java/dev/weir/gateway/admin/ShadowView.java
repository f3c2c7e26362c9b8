package dev.weir.gateway.admin;

import dev.weir.gateway.audit.ShadowLog;
import dev.weir.gateway.inference.ShadowCounts;
import dev.weir.gateway.policy.PolicyInForce;
import dev.weir.gateway.policy.ShadowStanding;
import dev.weir.policy.replay.Destination;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The policy in the shadow, as JSON.
 *
 * @param policy which one; empty where none stands there
 * @param since when it came to stand there
 * @param tried how often it was tried; empty before the first time
 * @param summary what it would have decided otherwise, over restarts; empty where none stands there
 */
record ShadowView(
        Optional<VersionView.Name> policy,
        Instant since,
        String owner,
        StandingView.File file,
        Optional<Tried> tried,
        Optional<Summary> summary) {

    static ShadowView of(ShadowStanding standing, ShadowCounts counts, Optional<ShadowLog.Summary> summary) {
        return new ShadowView(
                standing.policy().map(PolicyInForce::version).map(VersionView.Name::of),
                standing.since(),
                DecisionSummary.lowerCase(standing.owner()),
                StandingView.File.of(standing.file()),
                Optional.of(counts)
                        .filter(it -> it.policy().equals(standing.policy().map(PolicyInForce::version)))
                        .filter(it -> it.policy().isPresent())
                        .map(Tried::of),
                summary.map(Summary::of));
    }

    /**
     * How often it was tried since {@code since}.
     *
     * @param skipped not tried, since too many decisions waited
     * @param failed could not be tried or recorded
     */
    record Tried(Instant since, long same, long different, long skipped, long failed) {
        static Tried of(ShadowCounts counts) {
            return new Tried(counts.since(), counts.same(), counts.different(), counts.skipped(), counts.failed());
        }
    }

    /**
     * Requests that would have gone elsewhere.
     *
     * @param newlyBlocked from anywhere to nowhere
     * @param noLongerBlocked from nowhere to anywhere
     * @param movements all differences, those under another verdict to the same place too
     * @param newlyLeaving entities that would have got out
     */
    record Summary(
            long localToCloud,
            long cloudToLocal,
            long newlyBlocked,
            long noLongerBlocked,
            List<Movement> movements,
            List<Exposure> newlyLeaving) {
        Summary {
            movements = List.copyOf(movements);
            newlyLeaving = List.copyOf(newlyLeaving);
        }

        static Summary of(ShadowLog.Summary summary) {
            return new Summary(
                    requests(
                            summary,
                            it -> it.from() == Destination.LOCAL && it.to().isCloud()),
                    requests(summary, it -> it.from().isCloud() && it.to() == Destination.LOCAL),
                    requests(summary, it -> it.from() != Destination.BLOCKED && it.to() == Destination.BLOCKED),
                    requests(summary, it -> it.from() == Destination.BLOCKED && it.to() != Destination.BLOCKED),
                    summary.movements().stream().map(Movement::of).toList(),
                    summary.exposures().stream().map(Exposure::of).toList());
        }

        private static long requests(ShadowLog.Summary summary, Predicate<ShadowLog.Movement> which) {
            return summary.movements().stream()
                    .filter(which)
                    .mapToLong(ShadowLog.Movement::requests)
                    .sum();
        }
    }

    /** From and to: {@code local}, {@code cloud_pseudonymised}, {@code cloud_as_is} or {@code blocked}. */
    record Movement(String from, String to, long requests) {
        static Movement of(ShadowLog.Movement movement) {
            return new Movement(
                    DecisionSummary.lowerCase(movement.from()),
                    DecisionSummary.lowerCase(movement.to()),
                    movement.requests());
        }
    }

    /**
     * One entity.
     *
     * @param leaving findings that would have left the edge and did not
     * @param inTheClear findings that would have left without a pseudonym and did not
     */
    record Exposure(String entity, long requests, long leaving, long inTheClear) {
        static Exposure of(ShadowLog.Exposure exposure) {
            return new Exposure(exposure.entity(), exposure.requests(), exposure.leaving(), exposure.inTheClear());
        }
    }
}
