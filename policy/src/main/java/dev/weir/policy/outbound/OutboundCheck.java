package dev.weir.policy.outbound;

import dev.weir.policy.Effect;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.detection.RequestInspector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Inspects a body once more just before it leaves, and is the only one to clear it: final, and {@link Cleared} can't be
 * made elsewhere. It takes nobody's word for what was inspected before: it reads back the very bytes that would go on the
 * wire. Whatever goes wrong stops the call. Thread-safe.
 */
public final class OutboundCheck {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** In raw JSON, names and values of different fields meet, so only what stands by itself counts there. */
    private static final double SURE = 0.8;

    private static final int MAX_NAMED = 8;

    private final RequestInspector inspector;

    public OutboundCheck(RequestInspector inspector) {
        this.inspector = inspector;
    }

    /**
     * Looks at every string of a body that is about to leave.
     *
     * @param body the body as it would go on the wire
     * @param decision the verdict that opened the way to the cloud
     * @param target id of the model it would go to, whose effect holds
     */
    public OutboundVerdict inspect(ObjectNode body, PolicyDecision decision, String target) {
        Effect effect = decision.effectFor(target);
        if (!effect.allowsCloud()) {
            return new OutboundVerdict.Stopped("the policy's effect is " + effect + ": nothing may leave");
        }
        try {
            return inspect(JSON.writeValueAsBytes(body), effect);
        } catch (JacksonException | StackOverflowError e) {
            return new OutboundVerdict.Stopped(
                    "the body can't be written or read back: " + e.getClass().getSimpleName());
        }
    }

    private OutboundVerdict inspect(byte[] wire, Effect effect) {
        Inspection fields = inspector.inspect(JSON.readTree(wire));
        Inspection raw = inspector.inspectRaw(new String(wire, StandardCharsets.UTF_8));
        for (Inspection inspection : List.of(fields, raw)) {
            if (inspection instanceof Inspection.Incomplete incomplete) {
                return new OutboundVerdict.Stopped("the last inspection is incomplete: " + incomplete.cause());
            }
        }
        List<Finding> left = Stream.concat(
                        fields.findings().stream(), raw.findings().stream().filter(finding -> finding.score() >= SURE))
                .toList();
        // As it is means as policy saw it: what is found now was found, and allowed, before.
        if (effect == Effect.CLOUD_PSEUDONYMISED && !left.isEmpty()) {
            return new OutboundVerdict.Stopped("left in the clear: " + describe(left));
        }
        return new OutboundVerdict.Passed(new Cleared(wire));
    }

    private static String describe(List<Finding> findings) {
        String named = findings.stream()
                .limit(MAX_NAMED)
                .map(finding ->
                        finding.entity().name() + " at " + (finding.place().isKey() ? "a key of " : "")
                                + place(finding.place().pointer()))
                .distinct()
                .collect(Collectors.joining(", "));
        return findings.size() > MAX_NAMED ? named + " and " + (findings.size() - MAX_NAMED) + " more" : named;
    }

    /** Keys can hold what was found, so only array positions and plain names are shown. */
    private static String place(String pointer) {
        return pointer.isEmpty() ? "the body" : pointer.replaceAll("[^/]*[^A-Za-z0-9_/][^/]*|[^/]{33,}", "…");
    }
}
