package dev.weir.policy.answer;

import dev.weir.policy.detection.EmbeddedJson;
import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.TextView;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What of an answer in OpenAI's wire format is text that a model wrote, and how a part of it is masked. */
final class AnswerText {

    /** Members that the provider fills, with random ids, times and places, or that only repeat the text. */
    private static final Set<String> ENVELOPE = Set.of(
            "id",
            "object",
            "created",
            "model",
            "system_fingerprint",
            "service_tier",
            "usage",
            "index",
            "role",
            "type",
            "finish_reason",
            "logprobs",
            "obfuscation",
            "expires_at",
            "start_index",
            "end_index");

    private AnswerText() {}

    /** A copy with nothing but what a model may have written; everything stays in its place. */
    static JsonNode of(JsonNode answer) {
        JsonNode copy = answer.deepCopy();
        strip(copy, /* inArguments= */ false);
        return copy;
    }

    private static void strip(JsonNode node, boolean inArguments) {
        if (node instanceof ObjectNode object) {
            if (!inArguments) {
                object.remove(ENVELOPE);
            }
            // Arguments that a provider sends as an object are the model's own, whatever their names.
            object.properties()
                    .forEach(member -> strip(member.getValue(), inArguments || isArguments(member.getKey())));
        } else {
            node.forEach(element -> strip(element, inArguments));
        }
    }

    private static boolean isArguments(String name) {
        return name.equals("arguments") || name.equals("input");
    }

    /** The mask of an entity. */
    static String mask(Finding finding) {
        return "[" + finding.entity().name() + "]";
    }

    /** A text with masks in place of spans, which may lie in any order but don't overlap. */
    static String masked(String text, List<Finding> findings) {
        List<EmbeddedJson.Token> tokens = EmbeddedJson.tokens(TextView.of(text));
        var masked = new StringBuilder(text);
        findings.stream()
                .sorted(Comparator.comparingInt(Finding::start).reversed())
                .forEach(finding ->
                        masked.replace(finding.start(), Math.min(finding.end(), text.length()), mask(finding, tokens)));
        return masked.toString();
    }

    /** In JSON a masked number becomes a string. */
    private static String mask(Finding finding, List<EmbeddedJson.Token> tokens) {
        boolean number = tokens.stream()
                .anyMatch(token -> token.kind() == EmbeddedJson.Kind.NUMBER
                        && token.view().originalStart(0) < finding.end()
                        && finding.start()
                                < token.view().originalEnd(token.view().text().length()));
        return number ? '"' + mask(finding) + '"' : mask(finding);
    }
}
