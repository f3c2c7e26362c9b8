package dev.weir.policy.detection;

import java.util.List;

/** What came of inspecting a request. */
public sealed interface Inspection {

    /** Every string leaf and key was inspected. */
    record Complete(List<Finding> findings) implements Inspection {
        public Complete {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Something could not be inspected: nothing may leave.
     *
     * @param findings what was found until then
     * @param cause why, without content
     */
    record Incomplete(List<Finding> findings, String cause) implements Inspection {
        public Incomplete {
            findings = List.copyOf(findings);
        }
    }

    /** As complete or incomplete as this one, with other findings. */
    default Inspection withFindings(List<Finding> other) {
        return switch (this) {
            case Complete _ -> new Complete(other);
            case Incomplete incomplete -> new Incomplete(other, incomplete.cause());
        };
    }

    /** What was found, complete or not. */
    List<Finding> findings();
}
