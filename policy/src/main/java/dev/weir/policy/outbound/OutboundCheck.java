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
import tools.jackson.databind.JsonNode;
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
     * Looks at every string of a body that is about to leave, and at the body as text.
     *
     * @param body the body as it would go on the wire
     * @param decision the verdict that opened the way to the cloud
     * @param target id of the model it would go to, whose effect holds
     * @param expected what may be found in it. Under pseudonyms that is surrogates alone; as it is, entities that
     *     policy saw: what only this look finds was never decided on
     */
    public OutboundVerdict inspect(ObjectNode body, PolicyDecision decision, String target, Expected expected) {
        Effect effect = decision.effectFor(target);
        if (!effect.allowsCloud()) {
            return new OutboundVerdict.Stopped("the policy's effect is " + effect + ": nothing may leave");
        }
        try {
            return inspect(JSON.writeValueAsBytes(body), effect, expected);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // The message may quote the body, so only the type is told.
            return new OutboundVerdict.Stopped(
                    "the body can't be inspected: " + e.getClass().getSimpleName());
        }
    }

    private OutboundVerdict inspect(byte[] wire, Effect effect, Expected expected) {
        String text = new String(wire, StandardCharsets.UTF_8);
        JsonNode body = JSON.readTree(wire);
        Inspection fields = inspector.inspect(body);
        Inspection raw = inspector.inspectRaw(text);
        for (Inspection inspection : List.of(fields, raw)) {
            if (inspection instanceof Inspection.Incomplete incomplete) {
                return new OutboundVerdict.Stopped("the last inspection is incomplete: " + incomplete.cause());
            }
        }
        Stream<Finding> inFields = fields.findings().stream()
                .filter(finding -> !isExpected(finding, textAt(body, finding), effect, expected));
        Stream<Finding> inText = raw.findings().stream()
                .filter(finding -> finding.score() >= SURE)
                .filter(finding -> !isExpected(finding, text, effect, expected));
        List<Finding> left = Stream.concat(inFields, inText).toList();
        return left.isEmpty()
                ? new OutboundVerdict.Passed(new Cleared(wire))
                : new OutboundVerdict.Stopped("left in the clear: " + describe(left));
    }

    private static boolean isExpected(Finding finding, String text, Effect effect, Expected expected) {
        if (effect == Effect.CLOUD_AS_IS) {
            return expected.entities().contains(finding.entity().name());
        }
        return expected.issued().accountFor(text, finding.start(), Math.min(finding.end(), text.length()));
    }

    private static String textAt(JsonNode body, Finding finding) {
        String pointer = finding.place().pointer();
        if (finding.place().isKey()) {
            String key = pointer.substring(pointer.lastIndexOf('/') + 1);
            return key.replace("~1", "/").replace("~0", "~");
        }
        return body.at(pointer).asString("");
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
