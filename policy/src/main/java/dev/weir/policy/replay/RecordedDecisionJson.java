package dev.weir.policy.replay;

import dev.weir.policy.Capture;
import dev.weir.policy.Effect;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.Preference;
import dev.weir.policy.Sensitivity;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One recorded decision as one line of JSON. Thread-safe. */
public final class RecordedDecisionJson {

    private static final String COST = "cost_micro_usd";
    private static final String TARGETS = "target_effects";
    private static final String CAPTURE = "capture";

    private RecordedDecisionJson() {}

    /** The line, without its end. */
    public static String write(RecordedDecision decision) {
        ObjectNode node = Json.object();
        node.put("decision", decision.id());
        node.put("at", decision.at().toString());
        node.putObject("policy")
                .put("name", decision.policy().name())
                .put("number", decision.policy().number())
                .put("sha256", decision.policy().sha256());
        node.set("facts", FactsJson.node(decision.facts()));
        write(decision.verdict(), node);
        RecordedDecision.Course course = decision.course();
        node.put("route", JsonFields.word(course.route()))
                .put("model", course.model())
                .put("reason", course.reason())
                .put("pseudonyms", course.pseudonyms());
        RecordedDecision.Usage usage = decision.usage();
        usage.costMicroUsd().ifPresent(cost -> node.put(COST, cost));
        node.put("prompt_tokens", usage.promptTokens()).put("completion_tokens", usage.completionTokens());
        return Json.write(node);
    }

    /**
     * A decision from its line.
     *
     * @throws MalformedRecordException if the line is anything else
     */
    public static RecordedDecision read(String line) {
        JsonFields fields = JsonFields.of(Json.read(line), "");
        RecordedDecision decision = new RecordedDecision(
                fields.text("decision"),
                fields.instant("at"),
                policy(fields.object("policy")),
                FactsJson.facts(fields.value("facts"), "facts"),
                verdict(fields),
                new RecordedDecision.Course(
                        fields.word("route", RecordedDecision.Route.class),
                        fields.text("model"),
                        fields.text("reason"),
                        fields.integer("pseudonyms")),
                new RecordedDecision.Usage(
                        fields.integer("prompt_tokens"),
                        fields.integer("completion_tokens"),
                        fields.has(COST) ? OptionalLong.of(fields.longInteger(COST)) : OptionalLong.empty()));
        fields.finish();
        return decision;
    }

    private static void write(RecordedDecision.Verdict verdict, ObjectNode node) {
        node.put("effect", JsonFields.word(verdict.effect()))
                .put("preference", JsonFields.word(verdict.preference()))
                .put("sensitivity", JsonFields.word(verdict.sensitivity()));
        verdict.capture().ifPresent(capture -> node.put(CAPTURE, JsonFields.word(capture)));
        ArrayNode rules = node.putArray("rules");
        verdict.rules().forEach(rules::add);
        if (!verdict.targetEffects().isEmpty()) {
            ObjectNode targets = node.putObject(TARGETS);
            new TreeMap<>(verdict.targetEffects())
                    .forEach((target, effect) -> targets.put(target, JsonFields.word(effect)));
        }
    }

    private static RecordedDecision.Verdict verdict(JsonFields fields) {
        return new RecordedDecision.Verdict(
                fields.word("effect", Effect.class),
                fields.word("preference", Preference.class),
                fields.word("sensitivity", Sensitivity.class),
                fields.texts("rules"),
                fields.has(TARGETS) ? targetEffects(fields.object(TARGETS)) : Map.of(),
                fields.has(CAPTURE) ? Optional.of(fields.word(CAPTURE, Capture.class)) : Optional.empty());
    }

    private static Map<String, Effect> targetEffects(JsonFields fields) {
        Map<String, Effect> effects = new HashMap<>();
        fields.names().forEach(target -> effects.put(target, fields.word(target, Effect.class)));
        fields.finish();
        return effects;
    }

    private static PolicyVersion policy(JsonFields fields) {
        PolicyVersion policy = new PolicyVersion(fields.text("name"), fields.integer("number"), fields.text("sha256"));
        fields.finish();
        return policy;
    }
}
