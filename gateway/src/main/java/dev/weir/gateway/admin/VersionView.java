package dev.weir.gateway.admin;

import dev.weir.gateway.policy.PolicyVersions;
import dev.weir.policy.PolicyVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One version of a policy, as JSON: {@code name@number} means this text for ever. */
record VersionView(int number, String name, String sha256, Instant recordedAt) {

    static VersionView of(PolicyVersions.Listed version) {
        return new VersionView(version.number(), version.name(), version.sha256(), version.recordedAt());
    }

    /**
     * A page of versions, newest first.
     *
     * @param nextCursor what to ask for next; empty at the oldest
     * @param inForce number of the version that decides now
     */
    record Page(List<VersionView> items, Optional<String> nextCursor, int inForce) {
        Page {
            items = List.copyOf(items);
        }
    }

    /**
     * A version with its text.
     *
     * @param valid whether this release would put it in force
     * @param problems all that this release finds wrong or doubtful in it
     */
    record Whole(VersionView version, boolean inForce, boolean valid, List<ProblemView> problems, String text) {
        Whole {
            problems = List.copyOf(problems);
        }
    }

    /** Names a version: {@code name@number} and its hash. */
    record Name(String name, int number, String sha256) {
        static Name of(PolicyVersion version) {
            return new Name(version.name(), version.number(), version.sha256());
        }
    }
}
