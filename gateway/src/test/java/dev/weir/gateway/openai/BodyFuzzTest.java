package dev.weir.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mutated bodies, the same for each seed: whatever they are, the answer is 200 or 4xx with OpenAI's body. */
class BodyFuzzTest extends WireTest {

    private static final int ROUNDS = 400;

    private static final String RICH = "{\"model\":\"auto\",\"messages\":[{\"role\":\"system\",\"content\":\"Đ\"},"
            + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},"
            + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:\"}}]},"
            + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\","
            + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
            + "{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"r\"}],"
            + "\"stream\":false,\"n\":2,\"temperature\":1.5,\"stop\":[\"x\"],\"logit_bias\":{\"5\":1},"
            + "\"seed\":9007199254740993,\"logprobs\":true,\"top_logprobs\":2,\"metadata\":{\"weir_route\":\"local\"},"
            + "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":{}}},"
            + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"tool_choice\":\"auto\"}";

    private static final List<String> SNIPPETS = List.of(
            "null",
            "true",
            "-1",
            "1e999",
            "1E-999999999",
            "9".repeat(400),
            "{}",
            "[]",
            "\"\"",
            "\"\\ud83d\"",
            "\\u0000",
            "[[[[",
            "\"weir_x\":1,",
            "\"model\":[],",
            ",",
            ":",
            "}",
            "]",
            "\"",
            "\\",
            "\u0000",
            "\ufffe",
            "😀");

    @ParameterizedTest
    @ValueSource(longs = {1, 2026, 77})
    void mutatedBody_neverFailsTheServer(long seed) throws Exception {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] body = mutate(RICH.getBytes(StandardCharsets.UTF_8), random);

            RawHttp.Answer answer = exchange(post(CHAT, body, "Content-Type: application/json"));

            if (answer.status() != 200) {
                assertThat(answer.status())
                        .as(() -> new String(body, StandardCharsets.UTF_8))
                        .isEqualTo(400);
                assertThat(json(answer).at("/error/code").isString()).isTrue();
            }
        }
    }

    private static byte[] mutate(byte[] body, RandomGenerator random) {
        byte[] mutated = body;
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            int at = random.nextInt(mutated.length);
            int cut = random.nextInt(Math.min(30, mutated.length - at) + 1);
            mutated = switch (random.nextInt(4)) {
                case 0 -> splice(mutated, at, 0, snippet(random));
                case 1 -> splice(mutated, at, cut, new byte[0]);
                case 2 -> splice(mutated, at, cut, snippet(random));
                default -> splice(mutated, at, 1, new byte[] {(byte) random.nextInt(256)});
            };
            if (mutated.length == 0) {
                return mutated;
            }
        }
        return mutated;
    }

    private static byte[] snippet(RandomGenerator random) {
        return SNIPPETS.get(random.nextInt(SNIPPETS.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] splice(byte[] body, int at, int cut, byte[] insert) {
        byte[] spliced = Arrays.copyOf(body, body.length - cut + insert.length);
        System.arraycopy(insert, 0, spliced, at, insert.length);
        System.arraycopy(body, at + cut, spliced, at + insert.length, body.length - at - cut);
        return spliced;
    }
}
