package dev.weir.policy.mutation;

import dev.weir.policy.yaml.SourcePosition;
import java.util.List;

/**
 * How many mutants the cases told from the policy.
 *
 * @param killed mutants under which some case failed
 * @param invalid mutants that are no valid policy and count for nothing
 * @param survivors mutants under which every case passed, in the order of the file
 */
public record MutationReport(int killed, int invalid, List<Survivor> survivors) {
    private static final int WHOLE = 100;

    public MutationReport {
        survivors = List.copyOf(survivors);
    }

    /**
     * A mutant that no case noticed.
     *
     * @param owner the rule's id, {@code sensitivity:} and a level, or {@code default}
     * @param kind what was done, in lower case with underscores
     * @param from what stands there
     * @param to what stood there in the mutant
     * @param hint what a case would have to show
     */
    public record Survivor(SourcePosition position, String owner, String kind, String from, String to, String hint) {}

    /** All mutants that are valid policies. */
    public int mutants() {
        return killed + survivors.size();
    }

    /** Percentage of mutants killed, rounded down; 100 where there are none. */
    public int score() {
        return mutants() == 0 ? WHOLE : killed * WHOLE / mutants();
    }
}
