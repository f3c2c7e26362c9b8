package dev.weir.gateway.policy;

import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.testing.PolicyTestCase;
import java.util.List;
import java.util.stream.Collectors;

/** What came of reading a policy's text. */
public sealed interface PolicyReading {

    /**
     * It can be put in force.
     *
     * @param text as it was, whole
     * @param tests the cases that it carries
     */
    record Accepted(PolicySet policy, String text, List<PolicyTestCase> tests, List<Complaint> warnings)
            implements PolicyReading {
        public Accepted {
            tests = List.copyOf(tests);
            warnings = List.copyOf(warnings);
        }
    }

    /** It can't. Holds every problem there is, warnings among them. */
    record Refused(List<Complaint> problems) implements PolicyReading {
        public Refused {
            problems = List.copyOf(problems);
        }

        /** Every problem, for a terminal or a log. */
        String report(String file) {
            return problems.stream().map(problem -> problem.report(file)).collect(Collectors.joining("\n"));
        }
    }
}
