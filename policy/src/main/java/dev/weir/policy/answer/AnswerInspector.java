package dev.weir.policy.answer;

import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.rules.AnswerSettings;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks through a cloud model's answer, once restored, for what it says of its own, and does with it what the policy says.
 * Whatever can't be inspected is withheld where the policy masks or blocks anything. Thread-safe.
 *
 * @param inspector that of the policy which decided on the request
 */
public record AnswerInspector(RequestInspector inspector, AnswerSettings settings) {

    /**
     * What came of a whole answer.
     *
     * @param answer what may be passed on: the answer itself, or a masked copy of it
     * @param withheld whether it must not be passed on
     */
    public record Review(ObjectNode answer, AnswerFindings found, boolean withheld) {}

    /** Reviews a whole answer. Never throws on account of it. */
    public Review review(ObjectNode answer, Supplier<RequestWords> request) {
        var tally = new FindingTally(settings);
        try {
            return review(answer, request, tally);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // The message may quote the answer, so nothing of it is kept.
            boolean withheld = tally.addUninspected();
            return new Review(answer, tally.all(), withheld);
        }
    }

    private Review review(ObjectNode answer, Supplier<RequestWords> request, FindingTally tally) {
        JsonNode text = AnswerText.of(answer);
        Inspection inspection = inspector.inspect(text);
        boolean withheld = inspection instanceof Inspection.Incomplete && tally.addUninspected();
        var masks = new AnswerMasks();
        for (Finding finding : newOnes(text, inspection.findings(), request)) {
            switch (tally.add(finding)) {
                case NOTE -> {}
                case BLOCK -> withheld = true;
                case MASK -> masks.add(finding);
            }
        }
        if (withheld || masks.isEmpty()) {
            return new Review(answer, tally.all(), withheld);
        }
        ObjectNode copy = answer.deepCopy();
        withheld = !masks.putInto(copy) && tally.addUninspected();
        return new Review(copy, tally.all(), withheld);
    }

    static List<Finding> newOnes(JsonNode text, List<Finding> findings, Supplier<RequestWords> request) {
        return findings.stream()
                .filter(finding -> !request.get().say(RequestWords.text(text, finding)))
                .toList();
    }
}
