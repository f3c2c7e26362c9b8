package dev.weir.gateway.leak;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.weir.gateway.CloudGateway;
import dev.weir.gateway.CloudGateway.Answer;
import dev.weir.gateway.budget.Budgets;
import dev.weir.gateway.cost.RequestBound;
import dev.weir.gateway.cost.TokenBound;
import dev.weir.gateway.cost.TokenCounter;
import dev.weir.gateway.inference.cloud.RecordingUpstream;
import dev.weir.gateway.inference.cloud.UpstreamReply;
import dev.weir.policy.Effect;
import dev.weir.policy.rules.Budget;
import dev.weir.policy.rules.Budget.Period;
import dev.weir.policy.rules.Budget.Scope;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * A provider that fails in every way there is, behind the whole gateway. Each failure ends in the answer that
 * docs/cloud-providers.md gives it, costs what it may have cost, shows nobody's data or key anywhere, and leaves the one
 * connection that the provider may have free: every question is asked twice, and the second one gets there too.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultLeakTest {

    private static final String KEY = "sk-provider-0123456789";
    private static final String PERSON = "jane.doe@example.org";
    private static final String SECRET_OF_THE_PROVIDER = "as you wrote: " + PERSON + " " + KEY;
    private static final int ANSWER = 30;
    private static final String PIECE =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":null}]}\n\n";
    private static final String LAST =
            "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    private static final String DONE = "data: [DONE]\n\n";
    private static final Budget GATEWAY = new Budget(Scope.GATEWAY, Period.MONTH, 1_000_000_000, Effect.BLOCK);

    /** What a call costs. */
    enum Cost {
        NOTHING,
        /** The most it can. */
        MOST,
        /** 7 tokens there, 3 back. */
        USAGE
    }

    /** Whether it may take its time. */
    enum Patience {
        PATIENT,
        /** For what ends by waiting. */
        HASTY
    }

    /** What the provider does, and what must come of it: status, code, cost, calls for each question. */
    record Fault(
            String name,
            Patience patience,
            boolean stream,
            UpstreamReply reply,
            int status,
            String code,
            Cost cost,
            int calls) {

        String model() {
            return patience == Patience.HASTY ? "hasty" : "patient";
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final Fault RIGHT_USAGE = new Fault(
            "right usage",
            Patience.PATIENT,
            false,
            answer("{\"prompt_tokens\":7,\"completion_tokens\":3}"),
            200,
            "",
            Cost.USAGE,
            1);

    static List<Fault> faults() {
        return List.of(
                new Fault(
                        "error 500",
                        Patience.PATIENT,
                        false,
                        error(500, Map.of()),
                        502,
                        "upstream_error",
                        Cost.NOTHING,
                        1),
                new Fault(
                        "error 529 stream",
                        Patience.PATIENT,
                        true,
                        error(529, Map.of()),
                        502,
                        "upstream_error",
                        Cost.NOTHING,
                        1),
                new Fault(
                        "key refused",
                        Patience.PATIENT,
                        false,
                        error(401, Map.of()),
                        502,
                        "upstream_error",
                        Cost.NOTHING,
                        1),
                new Fault(
                        "rate limited",
                        Patience.PATIENT,
                        false,
                        error(429, Map.of()),
                        503,
                        "upstream_unavailable",
                        Cost.NOTHING,
                        1),
                new Fault(
                        "rate limited for long",
                        Patience.PATIENT,
                        false,
                        error(429, Map.of("retry-after", "120")),
                        503,
                        "upstream_unavailable",
                        Cost.NOTHING,
                        1),
                new Fault(
                        "rate limited for a moment",
                        Patience.PATIENT,
                        true,
                        error(429, Map.of("retry-after", "0")),
                        503,
                        "upstream_unavailable",
                        Cost.NOTHING,
                        3),
                new Fault(
                        "unavailable for long",
                        Patience.PATIENT,
                        true,
                        error(503, Map.of("retry-after", "120")),
                        503,
                        "upstream_unavailable",
                        Cost.NOTHING,
                        1),
                new Fault(
                        "request refused",
                        Patience.PATIENT,
                        false,
                        error(400, Map.of()),
                        400,
                        "invalid_request",
                        Cost.NOTHING,
                        1),
                new Fault(
                        "redirect",
                        Patience.PATIENT,
                        false,
                        error(307, Map.of("location", "http://127.0.0.1:1/elsewhere")),
                        502,
                        "upstream_error",
                        Cost.MOST,
                        1),
                new Fault(
                        "no json",
                        Patience.PATIENT,
                        false,
                        UpstreamReply.json("<html>" + SECRET_OF_THE_PROVIDER),
                        502,
                        "upstream_error",
                        Cost.MOST,
                        1),
                new Fault(
                        "no stream",
                        Patience.PATIENT,
                        true,
                        UpstreamReply.json("{}"),
                        502,
                        "upstream_error",
                        Cost.MOST,
                        1),
                new Fault(
                        "no answer",
                        Patience.HASTY,
                        false,
                        UpstreamReply.silence(),
                        504,
                        "upstream_timeout",
                        Cost.MOST,
                        1),
                new Fault(
                        "slow first token",
                        Patience.HASTY,
                        true,
                        UpstreamReply.silence(),
                        504,
                        "upstream_timeout",
                        Cost.MOST,
                        1),
                new Fault(
                        "comments and no token",
                        Patience.HASTY,
                        true,
                        UpstreamReply.events(Collections.nCopies(3_000, ": wait\n\n"), Duration.ofMillis(20)),
                        504,
                        "upstream_timeout",
                        Cost.MOST,
                        1),
                new Fault(
                        "reset before the stream",
                        Patience.PATIENT,
                        true,
                        UpstreamReply.resetAfter(List.of()),
                        502,
                        "upstream_error",
                        Cost.MOST,
                        1),
                new Fault(
                        "reset in mid stream",
                        Patience.PATIENT,
                        true,
                        UpstreamReply.resetAfter(List.of(PIECE, PIECE)),
                        200,
                        "upstream_error",
                        Cost.MOST,
                        1),
                new Fault(
                        "silent in mid stream",
                        Patience.HASTY,
                        true,
                        UpstreamReply.silentAfter(List.of(PIECE, PIECE)),
                        200,
                        "upstream_timeout",
                        Cost.MOST,
                        1),
                new Fault(
                        "early end",
                        Patience.PATIENT,
                        true,
                        UpstreamReply.events(List.of(PIECE, PIECE), Duration.ZERO),
                        200,
                        "upstream_error",
                        Cost.MOST,
                        1),
                new Fault(
                        "malformed event",
                        Patience.PATIENT,
                        true,
                        UpstreamReply.events(
                                List.of(PIECE, "data: {\"choices\": " + SECRET_OF_THE_PROVIDER + "\n\n", DONE),
                                Duration.ZERO),
                        200,
                        "upstream_error",
                        Cost.MOST,
                        1),
                new Fault(
                        "error event",
                        Patience.PATIENT,
                        true,
                        UpstreamReply.events(
                                List.of(
                                        PIECE,
                                        "data: {\"error\":{\"message\":\"" + SECRET_OF_THE_PROVIDER + "\"}}\n\n"),
                                Duration.ZERO),
                        200,
                        "upstream_error",
                        Cost.MOST,
                        1),
                new Fault(
                        "too large",
                        Patience.PATIENT,
                        false,
                        UpstreamReply.json(whole("x".repeat(70_000), "{}")),
                        502,
                        "upstream_error",
                        Cost.MOST,
                        1),
                new Fault(
                        "right usage",
                        Patience.PATIENT,
                        false,
                        answer("{\"prompt_tokens\":7,\"completion_tokens\":3}"),
                        200,
                        "",
                        Cost.USAGE,
                        1),
                new Fault(
                        "right usage stream",
                        Patience.PATIENT,
                        true,
                        stream("{\"prompt_tokens\":7,\"completion_tokens\":3}"),
                        200,
                        "",
                        Cost.USAGE,
                        1),
                new Fault("no usage", Patience.PATIENT, false, answer("null"), 200, "", Cost.MOST, 1),
                new Fault(
                        "no usage stream",
                        Patience.PATIENT,
                        true,
                        UpstreamReply.events(List.of(PIECE, LAST, DONE), Duration.ZERO),
                        200,
                        "",
                        Cost.MOST,
                        1),
                new Fault(
                        "negative usage",
                        Patience.PATIENT,
                        false,
                        answer("{\"prompt_tokens\":7,\"completion_tokens\":-3}"),
                        200,
                        "",
                        Cost.MOST,
                        1),
                new Fault(
                        "too much usage",
                        Patience.PATIENT,
                        false,
                        answer("{\"prompt_tokens\":7,\"completion_tokens\":999999}"),
                        200,
                        "",
                        Cost.MOST,
                        1),
                new Fault(
                        "empty usage stream",
                        Patience.PATIENT,
                        true,
                        stream("{\"prompt_tokens\":7,\"completion_tokens\":0}"),
                        200,
                        "",
                        Cost.MOST,
                        1),
                new Fault(
                        "words as usage",
                        Patience.PATIENT,
                        true,
                        stream("{\"prompt_tokens\":\"7\",\"completion_tokens\":3}"),
                        200,
                        "",
                        Cost.MOST,
                        1));
    }

    private static UpstreamReply error(int status, Map<String, String> headers) {
        return UpstreamReply.status(status, headers, "{\"error\":{\"message\":\"" + SECRET_OF_THE_PROVIDER + "\"}}");
    }

    private static UpstreamReply answer(String usage) {
        return UpstreamReply.json(whole("fine", usage));
    }

    private static String whole(String text, String usage) {
        return """
                {"id":"c","object":"chat.completion","choices":[{"index":0,"finish_reason":"stop",
                "message":{"role":"assistant","content":"%s"}}],"usage":%s}""".formatted(text, usage);
    }

    private static UpstreamReply stream(String usage) {
        return UpstreamReply.events(
                List.of(PIECE, LAST, "data: {\"choices\":[],\"usage\":" + usage + "}\n\n", DONE), Duration.ZERO);
    }

    private final AtomicReference<UpstreamReply> playing = new AtomicReference<>(UpstreamReply.json("{}"));
    private final RecordingUpstream upstream =
            RecordingUpstream.start(line -> playing.get().play(line));
    private final HttpClient client = HttpClient.newHttpClient();
    private final Log log = new Log();
    private CloudGateway gateway;

    /** Everything that is logged at DEBUG and above, by anybody. */
    private static final class Log extends AppenderBase<ILoggingEvent> {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage()
                    + (event.getThrowableProxy() == null
                            ? ""
                            : ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        gateway = CloudGateway.start(folder, """
                default: {cloud: as_is}
                rules:
                  - {id: pseudonyms, when: "findings.has('personal')", effect: {cloud: pseudonymised}}
                budgets: [{scope: gateway, period: month, limit: 1000.00 USD, when_spent: block}]
                """, settings());
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.setLevel(Level.DEBUG);
        log.start();
        root.addAppender(log);
    }

    @AfterAll
    void stop() {
        gateway.close();
        client.close();
        upstream.close();
    }

    private String[] settings() {
        return Stream.of("patient", "hasty")
                .flatMap(name -> {
                    String provider = "weir.cloud.providers[" + (name.equals("hasty") ? 1 : 0) + "].";
                    String limit = name.equals("hasty") ? "1s" : "10m";
                    return Stream.of(
                            provider + "id=" + name,
                            provider + "base-url=" + upstream.address(),
                            provider + "api-key=" + KEY,
                            provider + "models[0].name=" + name,
                            provider + "models[0].prices[0].input-per-million=1000000",
                            provider + "models[0].prices[0].output-per-million=10000000",
                            provider + "limits.first-token-timeout=" + limit,
                            provider + "limits.idle-timeout=" + limit,
                            provider + "limits.answer-timeout=" + (name.equals("hasty") ? "1s" : "10m"),
                            provider + "limits.max-answer-size=64KB",
                            provider + "resilience.max-concurrent=1",
                            provider + "resilience.minimum-calls=1000",
                            provider + "resilience.window=1000",
                            provider + "resilience.retry-wait=1ms");
                })
                .collect(Collectors.collectingAndThen(Collectors.toList(), all -> {
                    all.add("weir.models.fall-back-to-cloud=false");
                    all.add("weir.models.fall-back-to-local=false");
                    return all.toArray(String[]::new);
                }));
    }

    private static String question(Fault fault) {
        return """
                {"model":"%s","stream":%s,"max_completion_tokens":%d,
                "messages":[{"role":"user","content":"Write to %s."}]}""".formatted(fault.model(), fault.stream(), ANSWER, PERSON);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void ask_providerFails_documentedAnswer_noLeak_noHang(Fault fault) throws Exception {
        playing.set(fault.reply());
        int before = upstream.requests().size();
        long spent = spent();

        for (int time = 1; time <= 2; time++) {
            Answer answer = CloudGateway.ask(client, gateway.address(), question(fault));

            assertThat(answer.status()).as("%s", answer).isEqualTo(fault.status());
            assertThat(codeOf(fault, answer)).isEqualTo(fault.code());
            if (fault.name().endsWith("for long")) {
                assertThat(answer.header("retry-after")).isEqualTo("120");
            }
            assertThat(answer.toString()).doesNotContain(KEY, PERSON, "[EMAIL_");
            assertThat(upstream.requests()).hasSize(before + time * fault.calls());
            awaitSettled();
            assertThat(spent() - spent).isEqualTo(time * cost(fault, before));
        }

        assertThat(upstream.requests()).noneMatch(request -> request.toString().contains(PERSON));
        assertThat(log.lines)
                .noneMatch(line -> line.contains(KEY) || line.contains(PERSON) || line.contains("[EMAIL_"));
    }

    /** After all that, the one place and the one connection of a provider still serve. */
    @Test
    void ask_clientLeavesInMidStream_theCallEnds_andThePlaceIsFree() throws Exception {
        Fault streamed = new Fault("left", Patience.PATIENT, true, RIGHT_USAGE.reply(), 200, "", Cost.MOST, 1);
        long spent = spent();
        int before = upstream.requests().size();
        playing.set(UpstreamReply.silentAfter(List.of(PIECE)));
        var response = client.send(
                CloudGateway.chat(gateway.address(), question(streamed)).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.body().read()).isEqualTo('d');
        response.body().close();
        assertThat(upstream.awaitHangUp()).isTrue();
        awaitSettled();
        assertThat(spent() - spent).isEqualTo(cost(streamed, before));

        playing.set(RIGHT_USAGE.reply());
        assertThat(CloudGateway.ask(client, gateway.address(), question(RIGHT_USAGE))
                        .status())
                .isEqualTo(200);
    }

    /** The code of the error, which comes as the last event where the stream had begun. */
    private static String codeOf(Fault fault, Answer answer) {
        String body = answer.response().body();
        if (!fault.stream() || fault.status() != 200) {
            return JsonMapper.shared().readTree(body).at("/error/code").asString("");
        }
        List<String> events =
                body.lines().filter(line -> line.startsWith("data: ")).toList();
        String last = events.getLast().substring("data: ".length());
        return last.equals("[DONE]")
                ? ""
                : JsonMapper.shared().readTree(last).at("/error/code").asString("");
    }

    private long cost(Fault fault, int request) {
        TokenBound bound = new RequestBound(TokenCounter.BYTES, 128_000)
                .of(JsonMapper.shared()
                        .readTree(upstream.requests().get(request).body()))
                .orElseThrow();
        return switch (fault.cost()) {
            case NOTHING -> 0;
            case MOST -> bound.prompt() + 10L * bound.completion();
            case USAGE -> 7 + 10 * 3;
        };
    }

    private List<Budgets.Standing> standings() {
        return gateway.bean(Budgets.class).standings(List.of(GATEWAY), Instant.now());
    }

    private long spent() {
        return standings().stream().mapToLong(Budgets.Standing::spentMicroUsd).sum();
    }

    /** A client can have its answer a moment before the books are closed. */
    private void awaitSettled() throws InterruptedException {
        while (standings().stream().anyMatch(standing -> standing.reservedMicroUsd() > 0)) {
            Thread.sleep(5);
        }
    }
}
