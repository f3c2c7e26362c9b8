package dev.weir.policy.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.Effect;
import dev.weir.policy.detection.EntityCatalogue;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.pseudonym.PseudonymKey;
import dev.weir.policy.pseudonym.PseudonymScope;
import dev.weir.policy.pseudonym.Pseudonymised;
import dev.weir.policy.pseudonym.Pseudonymiser;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** A canary of each entity in each shape of request: none is in the bytes that leave, in any spelling we know. */
class LeakTest {

    /** Text that carries the canary, and the part of it that must not be seen. */
    private record Canary(String entity, String text, String secret) {}

    private static final List<Canary> CANARIES = List.of(
            canary("EMAIL", "ann.canary@example.com"),
            canary("PHONE", "+1 415 555 0132"),
            canary("CREDIT_CARD", "4111 1111 1111 1111"),
            canary("IBAN", "DE89 3704 0044 0532 0130 00"),
            canary("IP_ADDRESS", "203.0.113.77"),
            canary("US_SSN", "536-22-8726"),
            new Canary("HEALTH_RECORD", "MRN: 00482913", "00482913"),
            canary("AWS_ACCESS_KEY", "AKIAIOSFODNN7EXAMPLE"),
            canary("GITHUB_TOKEN", "ghp_16C7e42F292c6912E7710c838347Ae178B4a"),
            canary("OPENAI_KEY", "sk-proj-Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4z"),
            canary(
                    "PRIVATE_KEY",
                    "-----BEGIN PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7bq6jN5v2kq\n-----END PRIVATE KEY-----"),
            canary("CREDENTIAL_URL", "postgres://app:s3cr3tPw@db.internal:5432"));

    private static final RequestInspector INSPECTOR = RequestInspector.standard();
    private static final Pseudonymiser PSEUDONYMISER = new Pseudonymiser(PseudonymKey.of(new byte[32]));
    private static final PseudonymScope SCOPE = new PseudonymScope("tenant", "conversation");

    private final OutboundCheck check = new OutboundCheck(INSPECTOR);

    static Stream<Arguments> plantings() {
        return CANARIES.stream()
                .flatMap(canary -> Shapes.with(canary.text).entrySet().stream()
                        .map(shape -> Arguments.of(canary.entity, shape.getKey(), shape.getValue(), canary.secret)));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("plantings")
    void leave_canaryPlanted_notInTheBytes(String entity, String shape, ObjectNode body, String secret) {
        Inspection inspection = INSPECTOR.inspect(body);
        assertThat(inspection).isInstanceOf(Inspection.Complete.class);
        Pseudonymised safe = PSEUDONYMISER.pseudonymise(body, (Inspection.Complete) inspection, SCOPE);

        OutboundVerdict verdict = check.inspect(
                safe.body(), Decisions.of(Effect.CLOUD_PSEUDONYMISED), Decisions.TARGET, Expected.NOTHING);

        assertThat(verdict).isInstanceOf(OutboundVerdict.Passed.class);
        String wire = new String(((OutboundVerdict.Passed) verdict).body().json(), StandardCharsets.UTF_8);
        for (String spelling : spellings(secret)) {
            assertThat(wire).as("%s in %s", entity, shape).doesNotContain(spelling);
        }
        assertThat(safe.entities()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("plantings")
    void leave_notPseudonymised_stopped(String entity, String shape, ObjectNode body, String secret) {
        OutboundVerdict verdict =
                check.inspect(body, Decisions.of(Effect.CLOUD_PSEUDONYMISED), Decisions.TARGET, Expected.NOTHING);

        assertThat(verdict)
                .as("%s in %s", entity, shape)
                .isInstanceOfSatisfying(
                        OutboundVerdict.Stopped.class,
                        stopped -> assertThat(stopped.cause()).doesNotContain(secret));
    }

    @Test
    void canaries_entities_areInTheCatalogue() {
        assertThat(CANARIES)
                .allSatisfy(c ->
                        assertThat(EntityCatalogue.standard().find(c.entity)).isPresent());
    }

    private static Set<String> spellings(String secret) {
        var spellings = new HashSet<String>();
        spellings.add(secret);
        spellings.add(secret.replace("@", "\\u0040"));
        spellings.add(secret.replace("@", "%40"));
        spellings.add(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
        for (Map.Entry<String, String> change :
                Map.of(" ", "", "-", "", "\n", "\\n").entrySet()) {
            spellings.add(secret.replace(change.getKey(), change.getValue()));
        }
        int half = secret.length() / 2;
        spellings.add(secret.substring(0, half));
        spellings.add(secret.substring(half));
        return spellings;
    }

    private static Canary canary(String entity, String text) {
        return new Canary(entity, text, text);
    }
}
