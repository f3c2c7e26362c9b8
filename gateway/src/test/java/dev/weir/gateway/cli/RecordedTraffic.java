package dev.weir.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.detection.Entity;
import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.replay.RecordedDecision;
import dev.weir.policy.replay.RecordedDecision.Course;
import dev.weir.policy.replay.RecordedDecision.Route;
import dev.weir.policy.rules.CompiledPolicy;
import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.yaml.PolicyLoader;
import dev.weir.policy.yaml.PolicyLoading;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Recorded decisions for tests: real verdicts of a real policy, written as the gateway writes them. */
final class RecordedTraffic {

    private RecordedTraffic() {}

    static RecordedDecision decision(PolicySet policy, String id, double difficulty, Entity... entities) {
        Facts facts = facts(difficulty, entities);
        PolicyVersion version = new PolicyVersion(policy.name(), 1, policy.sha256());
        PolicyDecision verdict = new CompiledPolicy(policy, version).decide(facts);
        boolean leaves = verdict.effect().allowsCloud() && difficulty >= 0.6;
        Course course = leaves
                ? new Course(Route.CLOUD, "big", "policy_prefers_cloud", 0)
                : new Course(Route.LOCAL, "small", "policy_local_only", 0);
        OptionalLong cost = leaves ? OptionalLong.of(1000) : OptionalLong.empty();
        return new RecordedDecision(
                id,
                facts.at(),
                version,
                facts,
                RecordedDecision.Verdict.of(verdict),
                course,
                new RecordedDecision.Usage(100, 100, cost));
    }

    static Facts facts(double difficulty, Entity... entities) {
        List<Finding> findings = Stream.of(entities)
                .map(entity -> new Finding(entity, new Finding.Place("", false), 0, 1, 0.9, "test", ""))
                .toList();
        return new Facts(
                new Facts.Caller("k", "support", Map.of()),
                new Facts.Request("/v1/chat/completions", "auto", false, false, false, 1, List.of("user")),
                new Inspection.Complete(findings),
                difficulty,
                "en",
                100,
                Optional.empty(),
                List.of(new Facts.Target("big", "acme", "eu")),
                Facts.Tightening.NONE,
                Instant.parse("2026-01-01T12:00:00Z"));
    }

    static PolicySet loaded(String yaml) {
        return switch (PolicyLoader.standard().load("p.yaml", yaml.getBytes(UTF_8))) {
            case PolicyLoading.Loaded loaded -> loaded.policy();
            case PolicyLoading.Rejected rejected -> throw new AssertionError(rejected.report());
        };
    }
}
