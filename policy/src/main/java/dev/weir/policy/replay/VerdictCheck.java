package dev.weir.policy.replay;

import dev.weir.policy.PolicyVersion;
import dev.weir.policy.replay.RecordedDecision.Verdict;
import dev.weir.policy.rules.CompiledPolicy;
import dev.weir.policy.rules.PolicySet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whether the policy that decided says the same again about the recorded facts. Anything but yes for all of them means
 * that the record is not whole, or that this release decides differently. Not thread-safe.
 */
public final class VerdictCheck {
    private static final int MOST_SAMPLES = 20;

    private final CompiledPolicy policy;
    private final List<String> different = new ArrayList<>();
    private long same;
    private long differing;
    private long byOthers;
    private long unreadable;

    /** Checks the decisions that this policy made, by its hash. */
    public VerdictCheck(PolicySet policy) {
        this.policy = new CompiledPolicy(policy, new PolicyVersion(policy.name(), 1, policy.sha256()));
    }

    /** Checks one line. */
    public void accept(RecordedLine line) {
        switch (line) {
            case RecordedLine.Bad _ -> unreadable++;
            case RecordedLine.Decision read -> accept(read.decision());
        }
    }

    private void accept(RecordedDecision decision) {
        if (decision.policy().sha256().equals(policy.policy().sha256())) {
            check(decision);
        } else {
            byOthers++;
        }
    }

    private void check(RecordedDecision decision) {
        if (isSame(decision.verdict(), Verdict.of(policy.decide(decision.facts())))) {
            same++;
            return;
        }
        differing++;
        if (different.size() < MOST_SAMPLES) {
            different.add(decision.id());
        }
    }

    /** A record may leave out the effects by target, and what is kept. */
    private static boolean isSame(Verdict recorded, Verdict again) {
        return recorded.effect() == again.effect()
                && recorded.preference() == again.preference()
                && recorded.sensitivity() == again.sensitivity()
                && Set.copyOf(recorded.rules()).equals(Set.copyOf(again.rules()))
                && (recorded.capture().isEmpty() || recorded.capture().equals(again.capture()))
                && (recorded.targetEffects().isEmpty()
                        || recorded.targetEffects().equals(again.targetEffects()));
    }

    /** What came of all lines so far. */
    public Result result() {
        return new Result(same, differing, byOthers, unreadable, different);
    }

    /**
     * What came of it.
     *
     * @param byOthers decisions of other policies or versions, which were not checked
     * @param samples ids of the first few that differ
     */
    public record Result(long same, long different, long byOthers, long unreadable, List<String> samples) {
        public Result {
            samples = List.copyOf(samples);
        }

        /** Whether there was something to check and all of it was the same. */
        public boolean isSound() {
            return same > 0 && different == 0 && unreadable == 0;
        }
    }
}
