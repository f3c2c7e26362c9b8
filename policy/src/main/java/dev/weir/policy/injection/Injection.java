package dev.weir.policy.injection;

import dev.weir.policy.detection.Inspection;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Scores what of a request its operator didn't write: everything but system and developer messages, the tools' own
 * descriptions and the settings. Thread-safe.
 */
public final class Injection {

    private static final Set<String> TRUSTED = Set.of("system", "developer");
    /** Members of a message that name things or tell one from another. */
    private static final Set<String> NAMES = Set.of("role", "type", "id", "tool_call_id", "detail", "format");

    private static final int MAX_DEPTH = 200;

    private final InjectionModel model;

    public Injection(InjectionModel model) {
        this.model = model;
    }

    /** With the model that ships with Weir. */
    public static Injection bundled() {
        return new Injection(InjectionModel.bundled());
    }

    /**
     * What came of a look.
     *
     * @param score of the text that looks most like an order, 0 to 1; NaN where some text could not be scored
     * @param inspection the one given; incomplete where some text could not be scored
     */
    public record Look(double score, Inspection inspection) {}

    /** Scores a request's untrusted texts. Never throws on account of them. */
    public Look look(JsonNode body, Inspection inspection) {
        try {
            return new Look(score(body), inspection);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // The message may quote the text, so only the type is told.
            String cause = "scoring for injection failed with " + e.getClass().getSimpleName();
            return new Look(Double.NaN, new Inspection.Incomplete(inspection.findings(), cause));
        }
    }

    /** Scores one text, 0 to 1. */
    public double score(String text) {
        return model.score(text);
    }

    private double score(JsonNode body) {
        double most = 0;
        for (JsonNode message : body.path("messages")) {
            if (!TRUSTED.contains(message.path("role").asString(""))) {
                most = Math.max(most, mostOf(message, 0));
            }
        }
        return Math.max(most, Math.max(mostOf(body.path("input"), 0), mostOf(body.path("prompt"), 0)));
    }

    private double mostOf(JsonNode node, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("nested more than " + MAX_DEPTH + " levels deep");
        }
        if (node.isString()) {
            return isData(node.stringValue()) ? 0 : model.score(node.stringValue());
        }
        double most = 0;
        if (node.isObject()) {
            for (var member : node.properties()) {
                if (!NAMES.contains(member.getKey())) {
                    most = Math.max(most, mostOf(member.getValue(), depth + 1));
                }
            }
        } else {
            for (JsonNode element : node) {
                most = Math.max(most, mostOf(element, depth + 1));
            }
        }
        return most;
    }

    /** Pictures and sounds. */
    private static boolean isData(String text) {
        return text.startsWith("data:") && !text.startsWith("data:text");
    }
}
