package dev.weir.gateway.inference;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.WholeGateway;
import dev.weir.gateway.audit.DecisionEntry;
import dev.weir.gateway.audit.DecisionSearch;
import dev.weir.gateway.audit.RecordedDecision;
import dev.weir.gateway.policy.Change;
import dev.weir.gateway.policy.FileReport;
import dev.weir.gateway.policy.Policies;
import dev.weir.gateway.policy.PolicyTestContext;
import dev.weir.gateway.policy.PolicyVersions;
import dev.weir.gateway.security.Caller;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.rules.CompiledPolicy;
import dev.weir.policy.trace.TraceNode;
import dev.weir.policy.yaml.PolicyLoader;
import dev.weir.policy.yaml.PolicyLoading;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Policies that differ in what they look for, decide and let out are exchanged under load, a bad file now and then in
 * between. Whatever a request comes to, it comes to it under one of them, whole: the one that its decision names.
 *
 * <p>{@code -Dweir.test.reloads=10000} is the long run.
 */
class ReloadTest {

    private static final int RELOADS = Integer.getInteger("weir.test.reloads", 60);
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");
    private static final int CLIENTS = 3;
    private static final String QUESTION = "Write to jane.doe@example.org.";
    private static final String BAD = PolicyTestContext.policy("bad", "defualt: local_only\nrules: 7\n");

    /** Finds the address, and replaces it. */
    private static final String COVERING = PolicyTestContext.policy("covering", """
            detection: {packs: [core]}
            default: {cloud: as_is}
            rules:
              - {id: cover, when: "findings.has('personal')", effect: {cloud: pseudonymised}}
              - {id: cover-away, when: "true", effect: prefer_cloud}
            """);

    /** Finds the address, and stays. */
    private static final String STAYING = PolicyTestContext.policy("staying", """
            detection: {packs: [core, secrets]}
            default: {cloud: as_is}
            rules:
              - {id: stay, when: "findings.has('personal')", effect: local_only}
            """);

    /** Doesn't look for addresses. */
    private static final String BLIND = PolicyTestContext.policy("blind", """
            detection: {packs: [secrets]}
            default: {cloud: as_is}
            rules:
              - {id: blind-away, when: "true", effect: prefer_cloud}
            """);

    private static final Map<String, Expected> EXPECTED = Map.of(
            "covering", new Expected("cloud", List.of("cover"), Map.of("EMAIL", 1), "from there, under pseudonyms"),
            "staying", new Expected("local", List.of("stay"), Map.of("EMAIL", 1), "from here"),
            "blind", new Expected("cloud", List.of(), Map.of(), "from there, in the clear"));

    @TempDir
    Path directory;

    /** All that follows from one of the policies. */
    private record Expected(String route, List<String> rules, Map<String, Integer> findings, String answer) {}

    /** What a client saw. */
    private record Seen(String decision, String policy, String route, String answer) {}

    @Test
    void reloads_underLoad_everyDecisionIsWhollyThatOfTheVersionItNames() throws Exception {
        WholeGateway.policyFile(directory, COVERING);
        try (WholeGateway gateway = WholeGateway.start(directory)) {
            AtomicBoolean done = new AtomicBoolean();
            List<Seen> seen = new ArrayList<>();
            long start = System.nanoTime();
            try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
                List<Future<List<Seen>>> running = new ArrayList<>();
                for (int client = 0; client < CLIENTS; client++) {
                    running.add(clients.submit(asking(gateway.bean(ChatGateway.class), done)));
                }
                try {
                    reload(gateway.bean(Policies.class));
                } finally {
                    done.set(true);
                }
                for (Future<List<Seen>> client : running) {
                    seen.addAll(client.get());
                }
            }
            long seconds = (System.nanoTime() - start) / 1_000_000_000;
            check(gateway, seen);
            System.out.println(RELOADS + " reloads in " + seconds + " s under " + seen.size() + " requests: "
                    + seen.stream().collect(Collectors.groupingBy(Seen::policy, Collectors.counting())));
        }
    }

    private void reload(Policies policies) {
        List<String> texts = List.of(COVERING, STAYING, BLIND);
        List<String> names = List.of("covering", "staying", "blind");
        for (int i = 1; i <= RELOADS; i++) {
            if (i % 10 == 0) {
                String before = policies.current().version().toString();
                WholeGateway.policyFile(directory, BAD);
                assertThat(policies.reload("key", "")).isInstanceOf(Change.Refused.class);
                assertThat(policies.standing().file().state()).isEqualTo(FileReport.State.REJECTED);
                assertThat(policies.standing().file().problems()).hasSizeGreaterThan(1);
                assertThat(policies.current().version()).hasToString(before);
            }
            WholeGateway.policyFile(directory, texts.get(i % 3));
            assertThat(policies.reload("key", "")).isInstanceOf(Change.Done.class);
            assertThat(policies.current().version().name()).isEqualTo(names.get(i % 3));
        }
    }

    private static Callable<List<Seen>> asking(ChatGateway pipeline, AtomicBoolean done) {
        return () -> {
            List<Seen> seen = new ArrayList<>();
            do {
                PipelineReply reply = pipeline.answer(
                        new Caller("key-1", "web", false),
                        "req_" + seen.size(),
                        PipelineFixture.request(QUESTION),
                        ClientPresence.UNKNOWN);
                String answer = ((ChatReply.Whole) reply.reply())
                        .completion()
                        .at("/choices/0/message/content")
                        .asString();
                DecisionHeaders headers = reply.headers();
                seen.add(new Seen(headers.decision(), headers.policy(), headers.route(), answer));
            } while (!done.get());
            return seen;
        };
    }

    private static void check(WholeGateway gateway, List<Seen> seen) {
        PolicyVersions versions = gateway.bean(PolicyVersions.class);
        Map<Integer, CompiledPolicy> policies = versions.page(Optional.empty(), 10).stream()
                .map(version -> versions.find(version.number()).orElseThrow())
                .collect(Collectors.toMap(kept -> kept.version().number(), ReloadTest::compiled));
        assertThat(policies).hasSize(3);
        Map<String, DecisionEntry> recorded = recorded(gateway.bean(DecisionSearch.class));
        assertThat(recorded).hasSameSizeAs(seen);
        for (Seen one : seen) {
            DecisionEntry entry = requireNonNull(recorded.get(one.decision()));
            PolicyDecision decision = entry.decision();
            Expected expected = requireNonNull(EXPECTED.get(decision.policy().name()));
            assertThat(one)
                    .isEqualTo(new Seen(entry.id(), decision.policy().toString(), expected.route(), expected.answer()));
            assertThat(decision.decidingRules()).isEqualTo(expected.rules());
            assertThat(entry.findings()).isEqualTo(expected.findings());
            CompiledPolicy named = requireNonNull(policies.get(decision.policy().number()));
            PolicyDecision again = named.decide(entry.facts().orElseThrow());
            assertThat(again).isEqualTo(decision);
            assertThat(ids(again)).isEqualTo(ids(decision));
        }
    }

    private static List<String> ids(PolicyDecision decision) {
        return decision.trace().nodes().stream().map(TraceNode::id).toList();
    }

    private static CompiledPolicy compiled(PolicyVersions.Kept kept) {
        byte[] text = kept.text().getBytes(StandardCharsets.UTF_8);
        if (PolicyLoader.standard().load("kept", text) instanceof PolicyLoading.Loaded loaded) {
            return new CompiledPolicy(
                    loaded.policy(),
                    new PolicyVersion(
                            kept.version().name(),
                            kept.version().number(),
                            kept.version().sha256()));
        }
        throw new IllegalStateException("a version that was in force is not valid");
    }

    private static Map<String, DecisionEntry> recorded(DecisionSearch search) {
        List<DecisionEntry> all = new ArrayList<>();
        List<RecordedDecision> page = search.withFacts(Instant.EPOCH, END, Optional.empty(), 1000);
        while (!page.isEmpty()) {
            page.forEach(one -> all.add(one.entry()));
            page = search.withFacts(Instant.EPOCH, END, Optional.of(page.getLast()), 1000);
        }
        return all.stream().collect(Collectors.toMap(DecisionEntry::id, entry -> entry));
    }
}
