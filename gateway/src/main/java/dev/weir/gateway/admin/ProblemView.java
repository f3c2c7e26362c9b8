package dev.weir.gateway.admin;

import dev.weir.gateway.policy.Complaint;
import java.util.Optional;

/**
 * Something wrong or doubtful in a policy, as JSON.
 *
 * @param severity {@code error} or {@code warning}
 * @param code stable, {@code WEIR-POL-020} for instance
 * @param line from 1
 * @param column in code points, from 1
 * @param nearest the known name that was probably meant
 */
record ProblemView(
        String severity, String code, int line, int column, String message, String help, Optional<String> nearest) {

    static ProblemView of(Complaint complaint) {
        return new ProblemView(
                complaint.severity(),
                complaint.code(),
                complaint.line(),
                complaint.column(),
                complaint.message(),
                complaint.help(),
                complaint.nearest());
    }
}
