package dev.weir.gateway.policy;

import java.util.List;

/** What came of asking for a change of what is in force. */
public sealed interface Change {

    /** It is in force, and on record. */
    record Done(List<Complaint> warnings) implements Change {
        public Done {
            warnings = List.copyOf(warnings);
        }
    }

    /** The policy is not valid. What was in force still is. */
    record Refused(List<Complaint> problems) implements Change {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** A file or a setting says what is in force, not the admin API. */
    record OwnedElsewhere(Activation.Owner owner) implements Change {}

    /** There is no file to read. */
    record NoFile() implements Change {}

    /** There is no such version. */
    record NoSuchVersion() implements Change {}

    /** Nothing is pinned. */
    record NotPinned() implements Change {}
}
