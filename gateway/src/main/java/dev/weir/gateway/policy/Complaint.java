package dev.weir.gateway.policy;

import dev.weir.policy.yaml.PolicyProblem;
import java.util.List;
import java.util.Optional;

/**
 * Something wrong or doubtful in a policy, as logs and the admin API show it. Holds nothing of any request.
 *
 * @param severity {@code error} or {@code warning}
 * @param code stable, {@code WEIR-POL-020} for instance
 * @param line from 1
 * @param column in code points, from 1
 * @param help what to do
 * @param nearest the known name that was probably meant
 */
public record Complaint(
        String severity, String code, int line, int column, String message, String help, Optional<String> nearest) {

    static Complaint of(PolicyProblem problem) {
        return new Complaint(
                problem.code().isWarning() ? "warning" : "error",
                problem.code().code(),
                problem.position().line(),
                problem.position().column(),
                problem.message(),
                problem.help(),
                problem.nearest());
    }

    static List<Complaint> of(List<PolicyProblem> problems) {
        return problems.stream().map(Complaint::of).toList();
    }

    /** One line for the problem and one for what to do, under the name of its file. */
    String report(String file) {
        String suggestion = nearest.map(name -> "did you mean `" + name + "`? ").orElse("");
        return file + ":" + line + ":" + column + ": " + severity + " " + code + ": " + message + "\n  help: "
                + suggestion + help;
    }

    @Override
    public String toString() {
        return report("policy");
    }
}
