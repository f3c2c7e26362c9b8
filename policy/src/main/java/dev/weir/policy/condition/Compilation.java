package dev.weir.policy.condition;

import java.util.List;

/** What came of compiling a condition. */
public sealed interface Compilation {

    /** It can be evaluated. */
    record Compiled(Condition condition, List<ConditionProblem> warnings) implements Compilation {
        public Compiled {
            warnings = List.copyOf(warnings);
        }
    }

    /** It is wrong; there is at least one problem. */
    record Refused(List<ConditionProblem> problems) implements Compilation {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
