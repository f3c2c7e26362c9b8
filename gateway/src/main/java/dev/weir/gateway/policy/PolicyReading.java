package dev.weir.gateway.policy;

import dev.weir.policy.rules.PolicySet;
import java.util.List;
import java.util.stream.Collectors;

/** What came of reading a policy's text. */
public sealed interface PolicyReading {

    /**
     * It can be put in force.
     *
     * @param text as it was, whole
     */
    record Accepted(PolicySet policy, String text, List<Complaint> warnings) implements PolicyReading {
        public Accepted {
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
