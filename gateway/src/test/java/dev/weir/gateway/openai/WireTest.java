package dev.weir.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.inference.ChatReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running wire layer and a raw connection to it. */
@SpringBootTest(
        classes = WireTestApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "weir.data-dir=" + WireTest.DATA_DIRECTORY,
            "weir.limits.max-request-bytes=64KB",
            "weir.streaming.keep-alive=150ms",
            "weir.streaming.client-check=20ms",
            "weir.keys[0].id=app",
            "weir.keys[0].team=sales",
            // printf %s weir-test-key-of-the-sales-team | sha256sum
            "weir.keys[0].sha256=" + WireTest.TEAM_KEY_HASH,
        })
abstract class WireTest {

    static final String TEAM_KEY = "weir-test-key-of-the-sales-team";
    static final String TEAM_KEY_HASH = "8c8397bbbca1bbcaaf68dd7b429f265ef6f4be50eb51c6524333d08250fd6640";
    static final String DATA_DIRECTORY = "target/wire-test";
    static final String CHAT = "/v1/chat/completions";
    static final String HELLO = "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    static final String STREAMED_HELLO =
            "{\"model\":\"auto\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    @Autowired
    FakeChatGateway gateway;

    @LocalServerPort
    int port;

    @BeforeEach
    void answerPlainly() {
        gateway.will((_, _) -> new ChatReply.Whole(FakeChatGateway.completion("Hello.")));
    }

    String adminKey() throws IOException {
        return Files.readString(Path.of(DATA_DIRECTORY, "bootstrap.key")).strip();
    }

    static String authorised(String requestLine, String... headers) {
        StringBuilder head = new StringBuilder(requestLine)
                .append(" HTTP/1.1\r\nHost: weir\r\nAuthorization: Bearer ")
                .append(TEAM_KEY)
                .append("\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    static byte[] post(String path, byte[] body, String... headers) {
        String head = authorised("POST " + path, headers);
        String length = "Content-Length: " + body.length + "\r\n\r\n";
        byte[] start = (head.substring(0, head.length() - 2) + length).getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }

    static byte[] postJson(String body, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Content-Type: application/json";
        return post(CHAT, body.getBytes(StandardCharsets.UTF_8), all);
    }

    RawHttp.Answer exchange(byte[] request) throws IOException {
        try (RawHttp connection = RawHttp.connect(port)) {
            return connection.send(request).read();
        }
    }

    RawHttp.Answer exchange(String request) throws IOException {
        return exchange(request.getBytes(StandardCharsets.UTF_8));
    }

    static JsonNode json(RawHttp.Answer answer) {
        return JsonMapper.shared().readTree(answer.text());
    }

    /** OpenAI's error body, whole: four keys, code a string, and nothing of our insides. */
    static void assertError(RawHttp.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("x-request-id")).isNotEmpty();
        JsonNode body = json(answer);
        assertThat(body.propertyNames()).containsExactly("error");
        JsonNode error = body.get("error");
        assertThat(error.propertyNames()).containsExactlyInAnyOrder("message", "type", "param", "code");
        assertThat(error.get("code").asString()).isEqualTo(code);
        assertThat(error.get("message").isString()).isTrue();
        assertThat(answer.text()).doesNotContain("Exception", "dev.weir", "org.", "java.", "Tomcat", "\tat ");
    }
}
