package dev.weir.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.HttpResponseFor;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promise in short, with nothing configured but the two variables that OpenAI's own clients read. */
class ThreeRequestsTest {

    private static final String EASY = "Fix the spelling: I has a apple.";
    private static final String HARD = """
            Prove step by step that the square root of 2 is irrational. Then derive, with a full justification of every \
            step, the time complexity of the sieve of Eratosthenes, compare it with trial division for n = 10^9, design \
            an algorithm that combines both, and explain the trade-offs.""";
    private static final String AWS_KEY = "AKIA" + "Z7QF3XN5LDWP2KRT";

    @TempDir
    static Path data;

    private static RecordingUpstream upstream;
    private static GatewayProcess gateway;
    private static OpenAIClient client;

    @BeforeAll
    static void start() {
        upstream = RecordingUpstream.start();
        gateway = GatewayProcess.start(
                data, Map.of("OPENAI_API_KEY", "sk-upstream-test", "OPENAI_BASE_URL", upstream.baseUrl()));
        client = OpenAIOkHttpClient.builder()
                .baseUrl(gateway.baseUrl())
                .apiKey(gateway.key())
                .maxRetries(0)
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        gateway.close();
        upstream.close();
    }

    @BeforeEach
    void forget() {
        upstream.forget();
    }

    @Test
    void threeRequests_easyHardAndSecret_goWhereTheyBelongAndAreOnRecord() throws Exception {
        String easy = decisionOf(EASY, "local");
        assertThat(upstream.received()).isEmpty();

        String hard = decisionOf(HARD, "cloud");
        assertThat(upstream.received()).hasSize(1).first().asString().contains("sieve of Eratosthenes");

        String secret = decisionOf(HARD + " My key is " + AWS_KEY, "local");
        assertThat(upstream.received()).hasSize(1).noneMatch(request -> request.contains(AWS_KEY));

        String log = decisions();
        assertThat(log)
                .contains(easy, hard, secret)
                .contains("policy_prefers_local", "policy_prefers_cloud", "policy_local_only")
                .doesNotContain(AWS_KEY);
    }

    @Test
    void eMailInAHardRequest_leavesUnderAPseudonymOnly() {
        decisionOf(HARD + " Send the proof to jane.doe@example.org.", "cloud");

        assertThat(upstream.received())
                .last()
                .asString()
                .doesNotContain("jane.doe")
                .contains("[EMAIL_");
    }

    private static String decisionOf(String prompt, String route) {
        ChatCompletionCreateParams request = ChatCompletionCreateParams.builder()
                .model("auto")
                .addUserMessage(prompt)
                .temperature(0)
                .maxCompletionTokens(16)
                .build();
        try (HttpResponseFor<ChatCompletion> response =
                client.chat().completions().withRawResponse().create(request)) {
            assertThat(response.headers().values("x-weir-route")).containsExactly(route);
            return response.headers().values("x-weir-decision").getFirst();
        }
    }

    private static String decisions() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI address = gateway.address().resolve("/api/admin/v1/decisions");
            HttpRequest request = HttpRequest.newBuilder(address)
                    .header("authorization", "Bearer " + gateway.key())
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
