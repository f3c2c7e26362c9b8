package dev.weir.policy.yaml;

import java.util.Optional;

/**
 * Something wrong in a policy file.
 *
 * @param message what, starting in lower case, what the author wrote in backticks
 * @param help what to do next
 * @param nearest the known name that was probably meant
 */
public record PolicyProblem(
        ProblemCode code, SourcePosition position, String message, String help, Optional<String> nearest) {

    /** One line for the problem and one for what to do. */
    @Override
    public String toString() {
        String suggestion = nearest.map(name -> "did you mean `" + name + "`? ").orElse("");
        return position + ": " + (code.isWarning() ? "warning " : "error ") + code.code() + ": " + message
                + "\n  help: " + suggestion + help;
    }
}
