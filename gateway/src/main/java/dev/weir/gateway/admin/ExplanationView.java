package dev.weir.gateway.admin;

import dev.weir.gateway.admin.DecisionExplainer.Explained;
import dev.weir.policy.explain.ExplanationJson;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Why a recorded decision came about, as JSON.
 *
 * @param sameVerdict whether the policy and facts on record give the verdict on record
 * @param differences where not
 * @param explanation as {@link ExplanationJson} sets out
 */
record ExplanationView(String decision, boolean sameVerdict, List<String> differences, ObjectNode explanation) {

    static ExplanationView of(String decision, Explained explained) {
        return new ExplanationView(
                decision,
                explained.differences().isEmpty(),
                explained.differences(),
                ExplanationJson.of(explained.explanation()));
    }
}
