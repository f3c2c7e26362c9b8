package dev.weir.gateway.admin;

import dev.weir.gateway.audit.DecisionEntry;
import dev.weir.gateway.policy.Policies;
import dev.weir.gateway.policy.PolicyReading;
import dev.weir.gateway.policy.PolicyVersions;
import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.explain.Explanation;
import dev.weir.policy.explain.PolicyExplainer;
import dev.weir.policy.rules.CompiledPolicy;
import dev.weir.policy.rules.PolicySet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Explains recorded decisions: the version that decided decides again on the facts it had. Thread-safe. */
final class DecisionExplainer {

    private final Policies policies;
    private final PolicyVersions versions;

    DecisionExplainer(Policies policies, PolicyVersions versions) {
        this.policies = policies;
        this.versions = versions;
    }

    /**
     * A decision, explained.
     *
     * @param differences where the verdict comes out otherwise than recorded; empty where it is the same
     */
    record Explained(Explanation explanation, List<String> differences) {
        Explained {
            differences = List.copyOf(differences);
        }
    }

    /** @throws AdminProblem if the facts or the policy are not on record, or this release can't read the policy */
    Explained explain(DecisionEntry entry) {
        Facts facts = entry.facts()
                .orElseThrow(() ->
                        AdminProblem.conflict("facts_not_recorded", "The facts of this decision are not on record."));
        PolicyVersion version = entry.decision().policy();
        Explanation explanation = PolicyExplainer.explain(new CompiledPolicy(policy(version), version), facts);
        return new Explained(explanation, differences(entry.decision(), explanation.decision()));
    }

    private PolicySet policy(PolicyVersion version) {
        String text = versions.find(version.number())
                .filter(kept -> kept.version().sha256().equals(version.sha256()))
                .map(PolicyVersions.Kept::text)
                .orElseThrow(() -> AdminProblem.conflict(
                        "policy_not_recorded", "The policy version that decided is not on record."));
        return switch (policies.validate(text.getBytes(StandardCharsets.UTF_8))) {
            case PolicyReading.Accepted accepted -> accepted.policy();
            case PolicyReading.Refused refused -> throw AdminProblem.invalidPolicy(refused.problems());
        };
    }

    private static List<String> differences(PolicyDecision recorded, PolicyDecision again) {
        List<String> differences = new ArrayList<>();
        compare("effect", recorded.effect(), again.effect(), differences);
        compare("preference", recorded.preference(), again.preference(), differences);
        compare("sensitivity", recorded.sensitivity(), again.sensitivity(), differences);
        compare("capture", recorded.capture(), again.capture(), differences);
        compare("deciding_rules", recorded.decidingRules(), again.decidingRules(), differences);
        compare("target_effects", recorded.targetEffects(), again.targetEffects(), differences);
        return differences;
    }

    private static void compare(String what, Object recorded, Object again, List<String> differences) {
        if (!recorded.equals(again)) {
            differences.add(what + ": " + recorded + " is on record, " + again + " comes out now");
        }
    }
}
