package dev.weir.gateway.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.CloudGateway;
import dev.weir.gateway.CloudGateway.Answer;
import dev.weir.gateway.CloudGateway.Child;
import dev.weir.gateway.cost.RequestBound;
import dev.weir.gateway.cost.TokenBound;
import dev.weir.gateway.cost.TokenCounter;
import dev.weir.gateway.inference.cloud.RecordingUpstream;
import dev.weir.gateway.inference.cloud.UpstreamReply;
import dev.weir.policy.Effect;
import dev.weir.policy.rules.Budget;
import dev.weir.policy.rules.Budget.Period;
import dev.weir.policy.rules.Budget.Scope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Many requests at once against a budget that has room for a hundred, through the whole gateway. */
abstract class ParallelBudgetContract {

    private static final int FEWER = 300;
    private static final int FIT = 100;
    private static final int ANSWER = 50;
    private static final String QUESTION =
            "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Compare two proofs.\"}],\"max_completion_tokens\":"
                    + ANSWER + "}";
    private static final String OPEN = """
            default: {cloud: as_is}
            rules:
              - {id: away, when: "true", effect: prefer_cloud}
            """;
    // One micro-USD for a token of the prompt, ten for one of the answer.
    private static final int INPUT = 1;
    private static final int OUTPUT = 10;

    /** Settings that say which database. */
    abstract List<String> database(Path folder) throws Exception;

    /** How many ask at once. */
    int requests() {
        return 1_000;
    }

    /** The most that the question can cost, by the body that leaves, and an answer that costs just that. */
    private record Dearest(long cost, String answer) {}

    private Dearest dearest() {
        TokenBound bound = new RequestBound(TokenCounter.BYTES, 128_000)
                .of(JsonMapper.shared().readTree(QUESTION.replace("\"auto\"", "\"big\"")))
                .orElseThrow();
        String answer = """
                {"id":"c","object":"chat.completion","choices":[{"index":0,"finish_reason":"stop",
                "message":{"role":"assistant","content":"from there"}}],
                "usage":{"prompt_tokens":%d,"completion_tokens":%d}}""".formatted(bound.prompt(), bound.completion());
        return new Dearest((long) INPUT * bound.prompt() + (long) OUTPUT * bound.completion(), answer);
    }

    private static String policy(long limit) {
        return OPEN
                + "budgets: [{scope: gateway, period: month, limit: 0.%06d USD, when_spent: local_only}]\n"
                        .formatted(limit);
    }

    private List<String> settings(Path folder, RecordingUpstream upstream) throws Exception {
        List<String> settings = new ArrayList<>(database(folder));
        String provider = "weir.cloud.providers[0].";
        settings.addAll(List.of(
                provider + "id=sky",
                provider + "base-url=" + upstream.address(),
                provider + "models[0].name=big",
                provider + "models[0].prices[0].input-per-million=" + INPUT * 1_000_000,
                provider + "models[0].prices[0].output-per-million=" + OUTPUT * 1_000_000,
                provider + "limits.first-token-timeout=10m",
                provider + "resilience.max-concurrent=" + requests()));
        return settings;
    }

    /** Asks at once; an answer is missing where the connection broke. */
    private static List<Optional<Answer>> ask(URI gateway, int requests) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (HttpClient client = HttpClient.newHttpClient();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<Answer>>> waiting = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                waiting.add(callers.submit(() -> {
                    go.await();
                    try {
                        return Optional.of(CloudGateway.ask(client, gateway, QUESTION));
                    } catch (IOException broken) {
                        return Optional.empty();
                    }
                }));
            }
            go.countDown();
            List<Optional<Answer>> answers = new ArrayList<>();
            for (Future<Optional<Answer>> one : waiting) {
                answers.add(one.get());
            }
            return answers;
        }
    }

    private static long count(List<Optional<Answer>> answers, String route, String reason) {
        return answers.stream()
                .flatMap(Optional::stream)
                .filter(answer -> answer.status() == 200
                        && answer.header("x-weir-route").equals(route)
                        && answer.header("x-weir-reason").equals(reason))
                .count();
    }

    private static Budgets.Standing standing(CloudGateway gateway, long limit) {
        Budget budget = new Budget(Scope.GATEWAY, Period.MONTH, limit, Effect.LOCAL_ONLY);
        return gateway.bean(Budgets.class)
                .standings(List.of(budget), Instant.now())
                .getFirst();
    }

    @Test
    void ask_manyAtOnce_asManyAsFitLeave_allOthersStay(@TempDir Path folder) throws Exception {
        Dearest dearest = dearest();
        long limit = FIT * dearest.cost() + dearest.cost() - 1;
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.json(dearest.answer()))) {
            String[] settings = settings(folder, upstream).toArray(String[]::new);
            try (CloudGateway gateway = CloudGateway.start(folder, policy(limit), settings)) {
                checkThatAsManyAsFitLeave(upstream, gateway, limit, dearest);
            }
        }
    }

    private void checkThatAsManyAsFitLeave(
            RecordingUpstream upstream, CloudGateway gateway, long limit, Dearest dearest) throws Exception {
        List<Optional<Answer>> answers = ask(gateway.address(), requests());

        assertThat(count(answers, "cloud", "policy_prefers_cloud")).isEqualTo(FIT);
        assertThat(count(answers, "local", "budget_spent")).isEqualTo(requests() - FIT);
        assertThat(upstream.requests()).hasSize(FIT);
        assertThat(standing(gateway, limit).spentMicroUsd()).isEqualTo(FIT * dearest.cost());
        assertThat(standing(gateway, limit).reservedMicroUsd()).isZero();
    }

    @Test
    void ask_killedInTheMidst_afterTheRestartNeverOver_andNothingIsForgotten(@TempDir Path folder) throws Exception {
        Dearest dearest = dearest();
        long limit = FIT * dearest.cost() + dearest.cost() - 1;
        CountDownLatch someLeft = new CountDownLatch(FIT / 3);
        UpstreamReply answer = UpstreamReply.json(dearest.answer());
        try (RecordingUpstream upstream = RecordingUpstream.start(line -> {
            someLeft.countDown();
            answer.play(line);
        })) {
            String[] settings = settings(folder, upstream).toArray(String[]::new);
            Files.writeString(
                    folder.resolve("policy.yaml"),
                    "apiVersion: weir/v1\nkind: Policy\nmetadata: {name: test}\n" + policy(limit));
            long before;
            try (Child child = Child.start(folder, settings);
                    ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<List<Optional<Answer>>> first = asking.submit(() -> ask(child.address(), FEWER));
                someLeft.await();
                child.kill();
                before = count(first.get(), "cloud", "policy_prefers_cloud");
            }

            try (CloudGateway gateway = CloudGateway.start(folder, policy(limit), settings)) {
                Budgets.Standing start = standing(gateway, limit);
                List<Optional<Answer>> answers = ask(gateway.address(), FEWER);

                Budgets.Standing end = standing(gateway, limit);
                // Whatever reached the provider was set aside before; what was set aside and never left counts too.
                assertThat(upstream.requests()).hasSizeBetween(FIT / 3, FIT);
                assertThat(before).isLessThanOrEqualTo(start.spentMicroUsd() / dearest.cost());
                assertThat(count(answers, "cloud", "policy_prefers_cloud"))
                        .isEqualTo(start.leftMicroUsd() / dearest.cost());
                assertThat(end.spentMicroUsd() + end.reservedMicroUsd()).isEqualTo(FIT * dearest.cost());
                assertThat(end.reservedMicroUsd()).isEqualTo(start.reservedMicroUsd());
            }
        }
    }
}
