package dev.weir.policy.yaml;

import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.testing.PolicyTestCase;
import java.util.List;
import java.util.stream.Collectors;

/** What came of loading a policy file. */
public sealed interface PolicyLoading {

    /** The policy is valid. Warnings are for its author; they don't weaken it. */
    record Loaded(PolicySet policy, List<PolicyTestCase> tests, List<PolicyProblem> warnings) implements PolicyLoading {
        public Loaded {
            tests = List.copyOf(tests);
            warnings = List.copyOf(warnings);
        }
    }

    /** The policy is not valid. Holds every problem that was found, warnings among them, in the order of the file. */
    record Rejected(List<PolicyProblem> problems) implements PolicyLoading {
        public Rejected {
            problems = List.copyOf(problems);
        }

        /** Every problem, for a terminal or a log. */
        public String report() {
            return problems.stream().map(PolicyProblem::toString).collect(Collectors.joining("\n"));
        }
    }
}
