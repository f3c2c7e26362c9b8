package dev.weir.gateway.inference;

import dev.weir.gateway.audit.AuditUnavailableException;
import dev.weir.gateway.audit.DecisionEntry;
import dev.weir.gateway.audit.DecisionLog;
import dev.weir.policy.Effect;
import dev.weir.router.selection.RouteReason;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps 5 and 6: sets aside what a course can cost and puts the decision on record. What can't be had or recorded durably
 * doesn't leave. Thread-safe.
 */
final class DecisionRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionRecorder.class);

    private final DecisionLog log;
    private final Navigator navigator;
    private final CostControl costs;
    private final AnswerCache cache;
    private final ContentCapture content;

    DecisionRecorder(
            DecisionLog log, Navigator navigator, CostControl costs, AnswerCache cache, ContentCapture content) {
        this.log = log;
        this.navigator = navigator;
        this.costs = costs;
        this.cache = cache;
        this.content = content;
    }

    /** A course that is on record, and what it costs. */
    record Decided(Course course, Bill bill) {}

    /**
     * Records a course. A cloud course that no budget has room for, or whose record can't be made durable, becomes a local one
     * or a refusal.
     */
    Decided record(Voyage voyage, Course charted) {
        Decided decided = charted instanceof Course.Cloud cloud ? admit(voyage, cloud) : free(voyage, charted);
        Course course = decided.course();
        try {
            append(voyage, course);
            return decided;
        } catch (AuditUnavailableException unavailable) {
            LOG.error("decision {} could not be recorded; nothing leaves", voyage.decisionId(), unavailable);
            decided.bill().failed(false);
            return course instanceof Course.Cloud
                    ? free(voyage, navigator.chartLocally(voyage, RouteReason.AUDIT_UNAVAILABLE))
                    : decided;
        }
    }

    /** Records a course beside one that is under way. Empty where no budget has room for it, or it can't be made durable. */
    Optional<Bill> recordBeside(Voyage voyage, Course.Cloud course) {
        try {
            if (costs.admit(voyage, course) instanceof CostControl.Admission.Granted(Bill bill)) {
                return appended(voyage, course, bill);
            }
        } catch (AuditUnavailableException unavailable) {
            LOG.error("decision {}: nothing could be set aside; no second call", voyage.decisionId(), unavailable);
        }
        return Optional.empty();
    }

    private Optional<Bill> appended(Voyage voyage, Course.Cloud course, Bill bill) {
        try {
            append(voyage, course);
            return Optional.of(bill);
        } catch (AuditUnavailableException unavailable) {
            LOG.error("decision {} could not be recorded; no second call", voyage.decisionId(), unavailable);
            bill.failed(false);
            return Optional.empty();
        }
    }

    /** What leaves is durable before; what is to be kept of the content follows what is on record. */
    private void append(Voyage voyage, Course course) {
        Optional<ContentCapture.Prepared> kept = content.prepare(voyage);
        DecisionEntry entry = entry(voyage, course, kept);
        if (course instanceof Course.Cloud) {
            log.appendDurably(entry);
        } else {
            log.append(entry);
        }
        kept.ifPresent(request -> content.keep(voyage, request));
    }

    private Decided admit(Voyage voyage, Course.Cloud course) {
        Optional<Course.Local> remembered = cache.find(voyage, course);
        if (remembered.isPresent()) {
            return free(voyage, remembered.get());
        }
        try {
            return switch (costs.admit(voyage, course)) {
                case CostControl.Admission.Granted granted -> new Decided(course, granted.bill());
                case CostControl.Admission.Denied denied ->
                    free(
                            voyage,
                            denied.effect() == Effect.BLOCK
                                    ? new Course.Refused(denied.reason())
                                    : navigator.chartLocally(voyage, denied.reason()));
            };
        } catch (AuditUnavailableException unavailable) {
            LOG.error("decision {}: nothing could be set aside; nothing leaves", voyage.decisionId(), unavailable);
            return free(voyage, navigator.chartLocally(voyage, RouteReason.AUDIT_UNAVAILABLE));
        }
    }

    private Decided free(Voyage voyage, Course course) {
        return new Decided(course, costs.free(voyage));
    }

    private static DecisionEntry entry(Voyage voyage, Course course, Optional<ContentCapture.Prepared> kept) {
        return new DecisionEntry(
                voyage.decisionId(),
                voyage.requestId(),
                voyage.at(),
                voyage.caller().keyId(),
                voyage.caller().team(),
                voyage.facts().request().endpoint(),
                voyage.facts().request().model(),
                voyage.request().stream(),
                course.route(),
                course.model(),
                course.reason().code(),
                voyage.verdict(),
                voyage.seen().difficulty(),
                voyage.seen().counts(),
                voyage.seen().complete(),
                course instanceof Course.Cloud cloud ? cloud.pseudonyms() : 0,
                voyage.seen().promptTokens(),
                Optional.of(voyage.facts()),
                kept.map(ContentCapture.Prepared::note));
    }
}
