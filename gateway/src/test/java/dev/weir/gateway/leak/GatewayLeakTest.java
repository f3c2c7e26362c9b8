package dev.weir.gateway.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The running gateway between a client and a provider that keeps every byte it gets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayLeakTest {

    private static final String OPEN = "default: {cloud: as_is}\n";
    private static final String AWAY = "  - {id: away, when: \"true\", effect: prefer_cloud}\n";
    private static final String KINDS =
            "when: \"findings.has('personal') || findings.has('secret') || findings.has('health')\"";
    private static final String PSEUDONYMS =
            OPEN + "rules:\n  - {id: names, " + KINDS + ", effect: {cloud: pseudonymised}}\n" + AWAY;
    private static final String BLOCK = OPEN + "rules:\n  - {id: closed, " + KINDS + ", effect: block}\n" + AWAY;

    private static final int EVERY = 5;
    private static final List<Disguise> DISGUISES = List.of(Disguise.values());

    private final EchoingUpstream upstream = EchoingUpstream.start();
    private final Collection<Canary> canaries = Canary.ofEachEntity();
    private final List<String> leaks = new ArrayList<>();
    private final Map<String, Integer> ways = new TreeMap<>();

    private RunningGateway pseudonymising;
    private RunningGateway blocking;

    @BeforeAll
    void start(@TempDir Path first, @TempDir Path second) throws IOException {
        pseudonymising = RunningGateway.start(first, PSEUDONYMS, upstream);
        blocking = RunningGateway.start(second, BLOCK, upstream);
    }

    @AfterAll
    void stop() {
        pseudonymising.close();
        blocking.close();
        upstream.close();
    }

    @Test
    void ask_canaryInEveryPlaceUnderPseudonyms_noneArrives() {
        int shapes = sendAll(pseudonymising);

        assertThat(leaks).isEmpty();
        assertThat(ways.getOrDefault("cloud", 0)).isGreaterThan(shapes);
        assertThat(pseudonymising
                        .bean(MeterRegistry.class)
                        .counter("weir.outbound.stopped")
                        .count())
                .isLessThan(shapes / 10.0);
    }

    @Test
    void ask_canaryInEveryPlaceUnderBlock_nothingArrives() {
        sendAll(blocking);

        assertThat(leaks).isEmpty();
        assertThat(ways).doesNotContainKey("cloud");
        assertThat(ways.getOrDefault("blocked", 0)).isPositive();
    }

    @Test
    void ask_underPseudonyms_answerSaysWhatWasAsked() {
        Shape userText = Shapes.ofPeers().values().iterator().next();
        for (boolean stream : List.of(false, true)) {
            for (Canary canary : canaries) {
                ObjectNode body = userText.with(canary.text());
                body.put("stream", stream);

                RunningGateway.Answer answer = pseudonymising.ask(body);

                assertThat(answer.route()).isEqualTo("cloud");
                assertThat(answer.text()).isEqualTo("keep " + canary.text() + " safe");
            }
        }
        assertThat(upstream.takeReceived())
                .hasSize(2 * canaries.size())
                .allSatisfy(received -> assertThat(received).contains("_"));
    }

    private int sendAll(RunningGateway gateway) {
        leaks.clear();
        ways.clear();
        upstream.takeReceived();
        List<Shape> shapes = new ArrayList<>(RequestShapes.of("CreateChatCompletionRequest", /* everyPath= */ true));
        Shapes.ofPeers().values().stream()
                .filter(shape -> shape.template().has("messages"))
                .forEach(shapes::add);
        int turn = 0;
        for (Shape shape : shapes) {
            for (Canary canary : canaries) {
                // Each place sees some entities, each entity some places: all of them meet in InspectionLeakTest.
                if (turn++ % EVERY == 0) {
                    send(gateway, shape, canary, DISGUISES.get(turn / EVERY % DISGUISES.size()));
                }
            }
        }
        System.out.println(shapes.size() + " places x " + canaries.size() + " entities, every " + EVERY + "th: " + ways
                + ", " + leaks.size() + " leaks");
        return shapes.size();
    }

    private void send(RunningGateway gateway, Shape shape, Canary canary, Disguise disguise) {
        RunningGateway.Answer answer = gateway.ask(acceptable(shape.with(disguise.of(canary))));
        ways.merge(answer.status() == 400 ? "refused as invalid" : answer.route(), 1, Integer::sum);
        List<String> received = upstream.takeReceived();
        if (!received.isEmpty()) {
            ways.merge("arrived", 1, Integer::sum);
        }
        for (String bytes : received) {
            if (WireReader.reveals(bytes, canary.secret())) {
                leaks.add(canary + " " + disguise + " at " + shape);
            }
        }
    }

    /** What the gateway asks for around a place: a model of ours, the call to a result, tools to a choice. */
    private static ObjectNode acceptable(ObjectNode body) {
        if (body.path("model").asString("").equals("x")) {
            body.put("model", "auto");
        }
        if (body.has("stream_options")) {
            body.put("stream", true);
        }
        JsonNode first = body.path("messages").path(0);
        if (first.path("role").asString("").equals("tool") && body.path("messages") instanceof ArrayNode messages) {
            ObjectNode call = JsonNodeFactory.instance.objectNode().put("role", "assistant");
            call.putArray("tool_calls")
                    .addObject()
                    .put("id", first.path("tool_call_id").asString("x"))
                    .put("type", "function")
                    .putObject("function")
                    .put("name", "f")
                    .put("arguments", "{}");
            messages.insert(0, call);
        }
        if (body.has("tool_choice") && !body.has("tools")) {
            body.putArray("tools")
                    .addObject()
                    .put("type", "function")
                    .putObject("function")
                    .put("name", "f");
        }
        return body;
    }
}
