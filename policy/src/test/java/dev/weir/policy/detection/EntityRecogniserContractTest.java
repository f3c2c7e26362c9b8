package dev.weir.policy.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every recogniser of the registry owes. */
class EntityRecogniserContractTest {

    private static final String ALPHABET = "aZ09 @.:/-_+=()[]{}'\"\\%&\n٣é中";

    static Stream<EntityRecogniser> recognisers() {
        return RecogniserRegistry.standard().recognisers().stream();
    }

    @ParameterizedTest
    @MethodSource("recognisers")
    void recognise_emptyText_findsNothing(EntityRecogniser recogniser) {
        assertThat(recogniser.recognise("")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("recognisers")
    void recognise_anyText_matchesLieInItAndAreDeclared(EntityRecogniser recogniser) {
        var random = new Random(7);

        for (int round = 0; round < 2_000; round++) {
            String text = noise(random);
            for (Match match : recogniser.recognise(text)) {
                assertThat(match.start()).isBetween(0, match.end() - 1);
                assertThat(match.end()).isLessThanOrEqualTo(text.length());
                assertThat(recogniser.entities()).contains(match.entity());
                assertThat(match.recogniser()).isEqualTo(recogniser.name());
            }
        }
    }

    private static String noise(Random random) {
        String[] seeds = {"ann@example.com", "sk-proj-", "4111 1111", "password=", "://", "-----BEGIN ", "icd E11"};
        var text = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            if (random.nextInt(6) == 0) {
                text.append(seeds[random.nextInt(seeds.length)]);
            }
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
