package dev.weir.gateway.cli;

import dev.weir.policy.diff.Bearing;
import dev.weir.policy.diff.PolicyChange;
import dev.weir.policy.diff.PolicyDiff;
import dev.weir.policy.diff.PolicyDiffText;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code weir policy diff} prints. */
record PolicyDiffReport(PolicyDiff diff) {

    /** Whether some verdict can get looser, or nobody knows. */
    boolean mayLoosen() {
        return diff.bearing().compareTo(Bearing.TIGHTENS_ONLY) > 0;
    }

    List<String> lines() {
        return PolicyDiffText.lines(diff);
    }

    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("bearing", lowerCase(diff.bearing()));
        ArrayNode changes = node.putArray("changes");
        for (PolicyChange change : diff.changes()) {
            ObjectNode written = changes.addObject()
                    .put("part", lowerCase(change.part()))
                    .put("subject", change.subject())
                    .put("aspect", change.aspect())
                    .put("bearing", lowerCase(change.bearing()));
            change.before().ifPresent(text -> written.put("before", text));
            change.after().ifPresent(text -> written.put("after", text));
        }
        return node;
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
