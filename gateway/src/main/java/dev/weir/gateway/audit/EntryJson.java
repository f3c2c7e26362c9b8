package dev.weir.gateway.audit;

import dev.weir.policy.Effect;
import dev.weir.policy.trace.DecisionTrace;
import dev.weir.policy.trace.TraceNode;
import dev.weir.router.signal.Difficulty;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON text columns of an entry. The shapes are records of their own, so that a change of the policy's or router's
 * types can't change what is on disk; a new shape gets a new {@link #FORMAT}. Thread-safe.
 */
final class EntryJson {

    /** The format written now, as in column {@code json_format}. */
    static final int FORMAT = 1;

    private static final TypeReference<List<String>> RULES = new TypeReference<>() {};
    private static final TypeReference<List<StoredNode>> NODES = new TypeReference<>() {};
    private static final TypeReference<List<StoredDriver>> DRIVERS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Integer>> FINDINGS = new TypeReference<>() {};

    private static final TypeReference<Map<String, Effect>> EFFECTS = new TypeReference<>() {};

    private final JsonMapper mapper = JsonMapper.builder().build();

    /** One trace node on disk. */
    record StoredNode(String id, int line, String condition, String effect, String outcome, String detail) {}

    /** One difficulty driver on disk. */
    record StoredDriver(String name, double contribution) {}

    String rules(List<String> rules) {
        return mapper.writeValueAsString(rules);
    }

    List<String> rules(String json) {
        return mapper.readValue(json, RULES);
    }

    String trace(DecisionTrace trace) {
        return mapper.writeValueAsString(trace.nodes().stream()
                .map(node -> new StoredNode(
                        node.id(),
                        node.line(),
                        node.condition(),
                        node.effect(),
                        node.outcome().name(),
                        node.detail()))
                .toList());
    }

    DecisionTrace trace(String json) {
        return new DecisionTrace(mapper.readValue(json, NODES).stream()
                .map(node -> new TraceNode(
                        node.id(),
                        node.line(),
                        node.condition(),
                        node.effect(),
                        TraceNode.Outcome.valueOf(node.outcome()),
                        node.detail()))
                .toList());
    }

    String drivers(Difficulty difficulty) {
        return mapper.writeValueAsString(difficulty.drivers().stream()
                .map(driver -> new StoredDriver(driver.name(), driver.contribution()))
                .toList());
    }

    Difficulty difficulty(double score, String driversJson) {
        return new Difficulty(
                score,
                mapper.readValue(driversJson, DRIVERS).stream()
                        .map(driver -> new Difficulty.Driver(driver.name(), driver.contribution()))
                        .toList());
    }

    /** Sorted by entity, so that equal findings give equal text. */
    String findings(Map<String, Integer> findings) {
        return mapper.writeValueAsString(new TreeMap<>(findings));
    }

    Map<String, Integer> findings(String json) {
        return mapper.readValue(json, FINDINGS);
    }

    /** Sorted by target, so that equal effects give equal text. */
    String effects(Map<String, Effect> effects) {
        return mapper.writeValueAsString(new TreeMap<>(effects));
    }

    Map<String, Effect> effects(String json) {
        return mapper.readValue(json, EFFECTS);
    }

    /** Refuses a row written by a newer release. */
    static void requireKnown(int format) {
        if (format != FORMAT) {
            throw new IllegalStateException("an entry has format " + format + ", this release reads " + FORMAT);
        }
    }
}
