package dev.weir.policy.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.Facts;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.rules.CompiledPolicy;
import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.trace.TraceNode.Outcome;
import dev.weir.policy.yaml.Catalogue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a condition does with text that a client wrote, neither trace nor explanation repeats it. */
class NoContentTest {
    /** Stands for all that a client may write; in upper case to be found by {@code lowerAscii} too. */
    private static final String CANARY = "canary";

    private static final String WRITTEN = "CANARY-anna.schmidt@acme.test";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request.model == 'x'",
                "request.model + '!' == 'x'",
                "(request.stream ? 'x' : request.model) == 'x'",
                "[request.model, 'x'].size() > 5",
                "{'m': request.model}.m == 'x'",
                "[request.model].exists(m, m.startsWith('x'))",
                "[request.model].map(m, m + '!') == ['x']",
                "request.model in ['x']",
                "request.model.size() > 500",
                "string(findings.total()) + request.model == 'x'",
                "int(request.model) > 0",
                "double(request.model) > 0.0",
                "timestamp(request.model) > time",
                "duration(request.model) > duration('1s')",
                "bool(request.model)",
                "findings.has(request.model)",
                "sensitivity.atLeast(request.model)",
                "labels[request.model] == 'x'",
                "labels.dept == 'x'",
                "labels.dept + caller.key == 'x'",
                "labels.exists(k, labels[k] == 'x')",
                "labels.other == 'x'",
                "'dept' in labels && labels.dept.size() > 500",
                "caller.key == 'x'",
                "request.endpoint == 'x'",
                "request.roles.exists(r, r == 'x')",
                "request.roles[0] == 'x'",
                "request.roles[7] == 'x'",
                "request.roles.filter(r, r != 'x') == ['x']",
                "(request.roles + [request.model]).size() > 50",
                "bytes(request.model) == b'x'",
                "findings.category('personal').exists(e, e == 'IBAN') && difficulty > 0.5",
            })
    void explain_conditionOnText_neverRepeated(String condition) {
        CompiledPolicy policy = policy(condition);

        Explanation explanation = PolicyExplainer.explain(policy, facts());

        assertThat(explanation.decision().toString()).doesNotContainIgnoringCase(CANARY);
        assertThat(explanation.toString()).doesNotContainIgnoringCase(CANARY);
        assertThat(ExplanationJson.write(explanation)).doesNotContainIgnoringCase(CANARY);
        assertThat(ExplanationRenderer.render(explanation, "policy.yaml")).doesNotContainIgnoringCase(CANARY);
        assertThat(explanation.rules())
                .filteredOn(rule -> rule.trace().id().equals("it"))
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.trace().outcome()).isIn(Outcome.NOT_MATCHED, Outcome.ERRORED);
                    assertThat(rule.evaluations()).isNotEmpty();
                });
    }

    private static CompiledPolicy policy(String condition) {
        PolicySet policy = Catalogue.loaded("""
                apiVersion: weir/v1
                kind: Policy
                metadata: {name: p}
                default: {cloud: as_is}
                sensitivity:
                  - {level: restricted, when: "findings.count('email') > 5"}
                rules:
                  - id: it
                    when: >-
                      %s
                    effect: block
                """.formatted(condition)).policy();
        return new CompiledPolicy(policy, new PolicyVersion("p", 1, policy.sha256()));
    }

    /** All that a client, or whoever names a key, can put words into. */
    private static Facts facts() {
        Finding.Place place = new Finding.Place("/messages/0/" + WRITTEN, true);
        Finding finding = new Finding(Catalogue.EMAIL, place, 0, 4, 0.9, "test", WRITTEN);
        return new Facts(
                new Facts.Caller(WRITTEN, "research", Map.of("dept", WRITTEN, WRITTEN, WRITTEN)),
                new Facts.Request(WRITTEN, WRITTEN, false, false, false, 2, List.of(WRITTEN, "user")),
                new Inspection.Complete(List.of(finding, finding)),
                0.4,
                "en",
                100,
                Optional.empty(),
                List.of(new Facts.Target("far", "acme", "us")),
                new Facts.Tightening(false, Sensitivity.INTERNAL),
                Instant.parse("2026-03-04T10:15:30Z"));
    }
}
