package dev.weir.gateway.admin;

import dev.weir.gateway.policy.FileReport;
import dev.weir.gateway.policy.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which policy decides and how it came to be, as JSON.
 *
 * @param since when it was put in force
 * @param owner who says what is in force: {@code shipped}, {@code file}, {@code setting} or {@code api}
 * @param pinned whether a file or setting that says otherwise waits
 * @param file how the policy file stands to it
 */
record StandingView(VersionView.Name inForce, Instant since, String owner, boolean pinned, File file) {

    static StandingView of(Standing standing) {
        return new StandingView(
                VersionView.Name.of(standing.policy().version()),
                standing.since(),
                DecisionSummary.lowerCase(standing.last().owner()),
                standing.last().pinned(),
                File.of(standing.file()));
    }

    /**
     * A policy's file.
     *
     * @param state {@code none}, {@code in_force}, {@code rejected}, {@code missing}, {@code held} or {@code not_recorded}
     * @param since when it came to be so
     * @param sha256 of its content, where that could be read
     */
    record File(String state, Instant since, Optional<String> sha256, List<ProblemView> problems) {
        File {
            problems = List.copyOf(problems);
        }

        static File of(FileReport report) {
            return new File(
                    DecisionSummary.lowerCase(report.state()),
                    report.since(),
                    report.sha256(),
                    report.problems().stream().map(ProblemView::of).toList());
        }
    }
}
