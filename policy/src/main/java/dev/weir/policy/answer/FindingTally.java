package dev.weir.policy.answer;

import dev.weir.policy.answer.AnswerFindings.Looked;
import dev.weir.policy.detection.Finding;
import dev.weir.policy.rules.AnswerAction;
import dev.weir.policy.rules.AnswerSettings;
import java.util.Map;
import java.util.TreeMap;

/** Counts what an answer says of its own, and what is to be done with it. Thread-safe. */
final class FindingTally {

    private final AnswerSettings settings;
    private final Map<String, Integer> byEntity = new TreeMap<>();
    private AnswerAction done = AnswerAction.NOTE;
    private Looked looked = Looked.WHOLE;

    FindingTally(AnswerSettings settings) {
        this.settings = settings;
    }

    /** Counts a finding and tells what is done with it. */
    synchronized AnswerAction add(Finding finding) {
        byEntity.merge(finding.entity().name(), 1, Integer::sum);
        AnswerAction action = settings.action(finding.entity(), finding.alternatives());
        done = done.strictest(action);
        return action;
    }

    /**
     * Something could not be inspected.
     *
     * @return whether the answer is withheld for it: what can't be inspected can't be masked either
     */
    synchronized boolean addUninspected() {
        looked = Looked.PARTLY;
        if (settings.strictest() == AnswerAction.NOTE) {
            return false;
        }
        done = AnswerAction.BLOCK;
        return true;
    }

    /** Not all that was to come has come. */
    synchronized AnswerFindings soFar() {
        return new AnswerFindings(Looked.PARTLY, byEntity, done);
    }

    synchronized AnswerFindings all() {
        return new AnswerFindings(looked, byEntity, done);
    }
}
