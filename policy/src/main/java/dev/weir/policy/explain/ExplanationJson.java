package dev.weir.policy.explain;

import dev.weir.policy.Effect;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.condition.ConditionTree;
import dev.weir.policy.trace.TraceNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An explanation as JSON. Names of fields stay; more may come. Words are in lower case: {@code local_only},
 * {@code not_matched}.
 *
 * <pre>
 * policy            {name, number, sha256}
 * effect            of the verdict; preference, sensitivity, capture, target_effects {MODEL: effect} likewise
 * deciding_rules    [id]
 * rules             [{id, line, condition, effect, outcome, decides, detail,
 *                     evaluations: [{target?, outcome, condition: PART}]}]
 *                   decides: effect, preference, sensitivity, capture or nothing; outcome: matched, not_matched or errored
 * PART              {text, offset, relevant, parts: [PART], and one of
 *                     value: as text | hidden: true | error: reason}
 *                   offset in code points from the start of the rule's condition
 * counterfactuals   [{fact, from, to, direction, boundary, bound, distance, effect, preference, target_effects,
 *                     sentence}], the nearest first
 *                   direction: up or down; bound: inclusive, exclusive or exact; time is in minutes since midnight UTC
 * </pre>
 */
public final class ExplanationJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ExplanationJson() {}

    /** The explanation as a tree, to be written or put into another one. */
    public static ObjectNode of(Explanation explanation) {
        PolicyDecision decision = explanation.decision();
        ObjectNode node = MAPPER.createObjectNode();
        node.putObject("policy")
                .put("name", decision.policy().name())
                .put("number", decision.policy().number())
                .put("sha256", decision.policy().sha256());
        node.put("effect", word(decision.effect()));
        node.put("preference", word(decision.preference()));
        node.put("sensitivity", word(decision.sensitivity()));
        node.put("capture", word(decision.capture()));
        effects(decision.targetEffects(), node.putObject("target_effects"));
        ArrayNode deciding = node.putArray("deciding_rules");
        decision.decidingRules().forEach(deciding::add);
        ArrayNode rules = node.putArray("rules");
        explanation.rules().forEach(rule -> rule(rule, rules.addObject()));
        ArrayNode counterfactuals = node.putArray("counterfactuals");
        explanation.counterfactuals().forEach(each -> counterfactual(each, counterfactuals.addObject()));
        return node;
    }

    /** The explanation as indented text. */
    public static String write(Explanation explanation) {
        return of(explanation).toPrettyString();
    }

    private static void rule(ExplainedRule rule, ObjectNode node) {
        TraceNode trace = rule.trace();
        node.put("id", trace.id())
                .put("line", trace.line())
                .put("condition", trace.condition())
                .put("effect", trace.effect())
                .put("outcome", word(trace.outcome()))
                .put("decides", word(rule.decides()))
                .put("detail", trace.detail());
        ArrayNode evaluations = node.putArray("evaluations");
        for (ExplainedRule.Evaluation evaluation : rule.evaluations()) {
            ObjectNode one = evaluations.addObject();
            evaluation.target().ifPresent(target -> one.put("target", target));
            one.put("outcome", word(evaluation.outcome()));
            part(evaluation.condition(), one.putObject("condition"));
        }
    }

    private static void part(ConditionTree part, ObjectNode node) {
        node.put("text", part.text()).put("offset", part.offset()).put("relevant", part.relevant());
        switch (part.value()) {
            case ConditionTree.Value.Shown(String text) -> node.put("value", text);
            case ConditionTree.Value.Hidden _ -> node.put("hidden", true);
            case ConditionTree.Value.Failed(String reason) -> node.put("error", reason);
        }
        ArrayNode parts = node.putArray("parts");
        part.parts().forEach(each -> part(each, parts.addObject()));
    }

    private static void counterfactual(Counterfactual counterfactual, ObjectNode node) {
        node.put("fact", counterfactual.fact())
                .put("from", plain(counterfactual.from()))
                .put("to", plain(counterfactual.to()))
                .put("direction", word(counterfactual.direction()))
                .put("boundary", plain(counterfactual.boundary()))
                .put("bound", word(counterfactual.bound()))
                .put("distance", counterfactual.distance())
                .put("effect", word(counterfactual.effect()))
                .put("preference", word(counterfactual.preference()));
        effects(counterfactual.targetEffects(), node.putObject("target_effects"));
        node.put("sentence", counterfactual.sentence());
    }

    /** Without an exponent, which some readers of numbers don't expect: 20, not 2E+1. */
    private static BigDecimal plain(BigDecimal number) {
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    private static void effects(Map<String, Effect> effects, ObjectNode node) {
        new TreeMap<>(effects).forEach((target, effect) -> node.put(target, word(effect)));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
