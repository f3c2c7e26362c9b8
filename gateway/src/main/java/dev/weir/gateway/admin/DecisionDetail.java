package dev.weir.gateway.admin;

import dev.weir.gateway.audit.DecisionEntry;
import dev.weir.gateway.audit.RecordedDecision;
import dev.weir.gateway.audit.ShadowDifference;
import dev.weir.gateway.capture.CapturedPart;
import dev.weir.policy.Facts;
import dev.weir.policy.trace.TraceNode;
import dev.weir.router.signal.Difficulty;
import java.util.List;
import java.util.Optional;

/**
 * All that is on record about one decision, as JSON.
 *
 * @param summary what the list shows
 * @param policySha256 hash of the policy file
 * @param trace every rule that was evaluated, in the policy's order
 * @param drivers what moved the difficulty, strongest first
 * @param injection how much the texts look like orders to the model, 0 to 1; empty where that wasn't judged
 * @param shadow what the policy in the shadow would have decided otherwise; empty where it wouldn't or wasn't tried
 * @param capture what policy wanted to be kept of the content: {@code none}, {@code masked} or {@code encrypted}
 * @param captured what was kept, the request first
 */
record DecisionDetail(
        DecisionSummary summary,
        String requestId,
        String policySha256,
        List<Node> trace,
        List<Driver> drivers,
        Optional<Double> injection,
        Optional<ShadowDifferenceView> shadow,
        String capture,
        List<CapturedView> captured) {

    /**
     * One rule, evaluated.
     *
     * @param line in the policy file, from 1
     * @param outcome {@code matched}, {@code not_matched} or {@code errored}
     */
    record Node(String id, int line, String condition, String effect, String outcome, String detail) {
        static Node of(TraceNode node) {
            return new Node(
                    node.id(),
                    node.line(),
                    node.condition(),
                    node.effect(),
                    DecisionSummary.lowerCase(node.outcome()),
                    node.detail());
        }
    }

    /** One signal's part in the difficulty, before squashing; negative for easier. */
    record Driver(String name, double contribution) {
        static Driver of(Difficulty.Driver driver) {
            return new Driver(driver.name(), driver.contribution());
        }
    }

    static DecisionDetail of(
            RecordedDecision recorded, Optional<ShadowDifference> shadow, List<CapturedPart> captured) {
        DecisionEntry entry = recorded.entry();
        return new DecisionDetail(
                DecisionSummary.of(recorded),
                entry.requestId(),
                entry.decision().policy().sha256(),
                entry.decision().trace().nodes().stream().map(Node::of).toList(),
                entry.difficulty().drivers().stream().map(Driver::of).toList(),
                entry.facts().map(Facts::injection).filter(score -> !score.isNaN()),
                shadow.map(ShadowDifferenceView::of),
                entry.decision().capture().written(),
                captured.stream().map(CapturedView::of).toList());
    }
}
