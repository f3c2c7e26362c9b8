package dev.weir.gateway.leak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.Capture;
import dev.weir.policy.Effect;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.Preference;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.outbound.Expected;
import dev.weir.policy.outbound.OutboundCheck;
import dev.weir.policy.outbound.OutboundVerdict;
import dev.weir.policy.pseudonym.PseudonymKey;
import dev.weir.policy.pseudonym.PseudonymScope;
import dev.weir.policy.pseudonym.Pseudonymised;
import dev.weir.policy.pseudonym.Pseudonymiser;
import dev.weir.policy.trace.DecisionTrace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Detection, pseudonyms and outbound check on every shape of every endpoint, also those that the gateway has yet to get. */
class InspectionLeakTest {

    private static final RequestInspector INSPECTOR = RequestInspector.standard();
    private static final Pseudonymiser PSEUDONYMISER = new Pseudonymiser(PseudonymKey.of(new byte[32]));
    private static final String TARGET = "big";
    private static final List<Disguise> DISGUISES = List.of(Disguise.values());
    private static final PolicyDecision PSEUDONYMS = new PolicyDecision(
            Effect.CLOUD_PSEUDONYMISED,
            Preference.NONE,
            Sensitivity.CONFIDENTIAL,
            List.of(),
            Map.of(TARGET, Effect.CLOUD_PSEUDONYMISED),
            Capture.NONE,
            new PolicyVersion("test", 1, "00"),
            new DecisionTrace(List.of()));

    private final OutboundCheck check = new OutboundCheck(INSPECTOR);
    private final Collection<Canary> canaries = Canary.ofEachEntity();
    private final SortedMap<String, List<String>> leaks = new TreeMap<>();
    private int left;
    private int stopped;

    @ParameterizedTest
    @CsvSource({
        "CreateChatCompletionRequest, true, 250",
        "CreateResponse, false, 700",
        "CreateEmbeddingRequest, true, 5",
        "CreateCompletionRequest, true, 10",
        "CreateModerationRequest, true, 5"
    })
    void leave_canaryInEveryPlace_notInTheBytes(String schema, boolean everyPath, int atLeast) {
        List<Shape> shapes = RequestShapes.of(schema, everyPath);
        int turn = 0;
        for (Shape shape : shapes) {
            for (Canary canary : canaries) {
                if (isVersion(shape, canary)) {
                    continue;
                }
                Disguise disguise = DISGUISES.get(turn++ % DISGUISES.size());
                send(shape, canary, Disguise.PLAIN);
                send(shape, canary, disguise);
            }
        }
        report(schema + ": " + shapes.size() + " places x " + canaries.size() + " entities");
        assertThat(shapes).hasSizeGreaterThan(atLeast);
        assertThat(leaks).isEmpty();
    }

    @Test
    void leave_everyDisguiseOfEveryEntity_notInTheBytes() {
        for (Shape shape : Shapes.ofPeers().values()) {
            for (Canary canary : canaries) {
                for (Disguise disguise : Disguise.values()) {
                    send(shape, canary, disguise);
                }
            }
        }
        report(Shapes.ofPeers().size() + " shapes x " + canaries.size() + " entities x " + Disguise.values().length
                + " disguises");
        assertThat(leaks).isEmpty();
    }

    private void report(String what) {
        System.out.println(what + ": " + left + " bodies left under pseudonyms, " + stopped + " were stopped, "
                + leaks.values().stream().mapToInt(List::size).sum() + " leaks");
        leaks.forEach((leak, places) -> System.out.println(
                "  " + leak + ": " + places.size() + ", " + places.subList(0, Math.min(3, places.size()))));
    }

    /** Four small numbers with dots are a version where the member is named so. */
    private static boolean isVersion(Shape shape, Canary canary) {
        return canary.entity().equals("IP_ADDRESS") && shape.place().contains("/version");
    }

    private void send(Shape shape, Canary canary, Disguise disguise) {
        ObjectNode body = shape.with(disguise.of(canary));
        if (!(INSPECTOR.inspect(body) instanceof Inspection.Complete complete)) {
            stopped++;
            return;
        }
        Pseudonymised safe = PSEUDONYMISER.pseudonymise(body, complete, new PseudonymScope("t", "c"));
        switch (check.inspect(safe.body(), PSEUDONYMS, TARGET, Expected.surrogatesOf(safe.vault()))) {
            case OutboundVerdict.Stopped _ -> stopped++;
            case OutboundVerdict.Passed passed -> {
                left++;
                if (WireReader.reveals(new String(passed.body().json(), StandardCharsets.UTF_8), canary.secret())) {
                    leaks.computeIfAbsent(canary + " " + disguise, _ -> new ArrayList<>())
                            .add(shape.place());
                }
            }
        }
    }
}
