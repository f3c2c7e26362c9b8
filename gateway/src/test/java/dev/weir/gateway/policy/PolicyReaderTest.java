package dev.weir.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.Facts;
import dev.weir.policy.condition.KnownNames;
import dev.weir.policy.yaml.PolicyLoader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyReaderTest {
    private static final KnownNames CONFIGURED = new KnownNames(
            Set.of("default", "research"), List.of(new Facts.Target("gpt-5-mini", "openai", "us")), Set.of());

    private KnownNames names = CONFIGURED;
    private boolean encrypts = true;
    private final PolicyReader reader =
            new PolicyReader(PolicyLoader.standard(), () -> Optional.of(names), Dictionaries.none(), () -> encrypts);

    @Test
    void read_teamWithoutKey_refusedWithNearestName() {
        PolicyReading reading = reader.read(rule("caller.team == 'reserach'"));

        assertThat(reading)
                .isInstanceOfSatisfying(
                        PolicyReading.Refused.class,
                        refused -> assertThat(refused.report("policy.yaml"))
                                .contains("WEIR-POL-050", "there is no team `reserach`", "did you mean `research`?"));
    }

    @Test
    void read_targetNotConfigured_refused() {
        PolicyReading reading = reader.read(rule("target.id == 'gpt-5-maxi'"));

        assertThat(reading)
                .isInstanceOfSatisfying(
                        PolicyReading.Refused.class,
                        refused -> assertThat(refused.report("policy.yaml")).contains("WEIR-POL-049"));
    }

    @Test
    void read_nothingConfiguredOfAKind_namesOfThatKindAreNotChecked() {
        names = new KnownNames(Set.of("default"), List.of(), Set.of());

        assertThat(reader.read(rule("target.id == 'gpt-5-maxi' || labels.dept == 'law'")))
                .isInstanceOf(PolicyReading.Accepted.class);
    }

    @Test
    void read_teamGotItsKeyMeanwhile_accepted() {
        byte[] policy = rule("caller.team == 'hr'");
        assertThat(reader.read(policy)).isInstanceOf(PolicyReading.Refused.class);

        names = new KnownNames(Set.of("default", "hr"), CONFIGURED.targets(), Set.of());

        assertThat(reader.read(policy)).isInstanceOf(PolicyReading.Accepted.class);
    }

    @Test
    void readAgain_teamLostItsKeyMeanwhile_accepted() {
        assertThat(reader.readAgain(rule("caller.team == 'hr'"))).isInstanceOf(PolicyReading.Accepted.class);
    }

    @Test
    void read_encryptedCaptureWithoutMasterKey_refusedAlsoWhenItWasInForce() {
        encrypts = false;
        byte[] policy =
                "apiVersion: weir/v1\nkind: Policy\nmetadata: {name: p}\ndefault: local_only\ncapture: encrypted\n"
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(List.of(reader.read(policy), reader.readAgain(policy)))
                .allSatisfy(reading -> assertThat(reading)
                        .isInstanceOfSatisfying(
                                PolicyReading.Refused.class,
                                refused -> assertThat(refused.report("policy.yaml"))
                                        .contains("policy.yaml:5:10", "WEIR-POL-053")));
        encrypts = true;
        assertThat(reader.read(policy)).isInstanceOf(PolicyReading.Accepted.class);
    }

    private static byte[] rule(String when) {
        String rest = "default: {cloud: as_is}\nrules:\n  - {id: r, when: \"" + when + "\", effect: local_only}\n";
        return PolicyTestContext.policy("p", rest).getBytes(StandardCharsets.UTF_8);
    }
}
