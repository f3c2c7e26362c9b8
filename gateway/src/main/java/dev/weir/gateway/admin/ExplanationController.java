package dev.weir.gateway.admin;

import dev.weir.gateway.audit.DecisionLog;
import dev.weir.gateway.audit.RecordedDecision;
import dev.weir.gateway.policy.Policies;
import dev.weir.gateway.policy.PolicyVersions;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Explains past decisions from the facts on record. */
@RestController
@RequestMapping("/api/admin/v1/decisions")
class ExplanationController {

    private final DecisionLog log;
    private final DecisionExplainer explainer;

    ExplanationController(DecisionLog log, Policies policies, PolicyVersions versions) {
        this.log = log;
        this.explainer = new DecisionExplainer(policies, versions);
    }

    /** Why a decision came about, rule by rule, and what would have changed it; built anew from what is on record. */
    @GetMapping("/{id}/explanation")
    ExplanationView explanation(@PathVariable String id) {
        RecordedDecision recorded = log.find(id).orElseThrow(() -> AdminProblem.notFound("decision"));
        return ExplanationView.of(id, explainer.explain(recorded.entry()));
    }
}
