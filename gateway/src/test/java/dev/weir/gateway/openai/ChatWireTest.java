package dev.weir.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import dev.weir.gateway.inference.ChatReply;
import dev.weir.gateway.inference.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chat completions without streaming, as bytes on a connection. */
class ChatWireTest extends WireTest {

    @Test
    void wholeAnswer_isJsonWithHeaders() throws Exception {
        RawHttp.Answer answer = exchange(postJson(HELLO));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("x-request-id")).startsWith("req_");
        assertThat(answer.header("x-weir-decision")).isEqualTo("dec_1");
        assertThat(answer.header("x-weir-route")).isEqualTo("local");
        assertThat(answer.header("x-weir-model")).isEqualTo("tiny");
        assertThat(answer.header("x-weir-policy")).isEqualTo("default@1");
        assertThat(answer.header("x-weir-reason")).isEqualTo("easy");
        assertThat(answer.header("cache-control")).contains("no-store");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.headers()).doesNotContainKeys("server", "set-cookie");
        assertThat(json(answer)).isEqualTo(FakeChatGateway.completion("Hello."));
    }

    @Test
    void caller_isTheKeysHolder() throws Exception {
        exchange(postJson(HELLO));

        FakeChatGateway.Asked asked = gateway.lastAsked();
        assertThat(asked.caller().keyId()).isEqualTo("app");
        assertThat(asked.caller().team()).isEqualTo("sales");
        assertThat(asked.caller().admin()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/json",
                "Content-Type: application/json; charset=utf-8",
                "content-type: APPLICATION/JSON;CHARSET=UTF-8",
                "Content-Type: application/json; charset=\"us-ascii\"",
                "Content-Type: application/json; charset=no-such-charset",
            })
    void jsonMediaType_inAnySpelling_accepted(String header) throws Exception {
        RawHttp.Answer answer = exchange(post(CHAT, HELLO.getBytes(StandardCharsets.UTF_8), header));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/plain",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Type: multipart/form-data; boundary=x",
                "Content-Type: application/jsonp",
                "Content-Type: ;",
                "X-Nothing: here"
            })
    void otherMediaType_is415(String header) throws Exception {
        assertError(
                exchange(post(CHAT, HELLO.getBytes(StandardCharsets.UTF_8), header)), 415, "unsupported_media_type");
    }

    @Test
    void compressedBody_is415() throws Exception {
        assertError(exchange(postJson(HELLO, "Content-Encoding: gzip")), 415, "unsupported_media_type");
    }

    @Test
    void chunkedBody_accepted() throws Exception {
        String head = authorised("POST " + CHAT, "Content-Type: application/json", "Transfer-Encoding: chunked");
        String half = HELLO.substring(0, 20);
        String rest = HELLO.substring(20);
        String body = "%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n".formatted(half.length(), half, rest.length(), rest);

        assertThat(exchange(head + body).status()).isEqualTo(200);
    }

    @Test
    void brokenChunking_is400() throws Exception {
        String head = authorised("POST " + CHAT, "Content-Type: application/json", "Transfer-Encoding: chunked");

        assertThat(exchange(head + "zz\r\nnonsense\r\n").status()).isEqualTo(400);
    }

    @Test
    void expectContinue_isAnsweredBeforeTheBody() throws Exception {
        String head = authorised(
                "POST " + CHAT,
                "Content-Type: application/json",
                "Expect: 100-continue",
                "Content-Length: " + HELLO.length());
        try (RawHttp connection = RawHttp.connect(port)) {
            assertThat(connection.send(head).readHead().status()).isEqualTo(100);
            assertThat(connection.send(HELLO).read().status()).isEqualTo(200);
        }
    }

    @Test
    void oneConnection_servesManyRequestsAlsoAfterErrors() throws Exception {
        try (RawHttp connection = RawHttp.connect(port)) {
            for (int i = 0; i < 110; i++) {
                assertThat(connection.send(postJson(HELLO)).read().status()).isEqualTo(200);
                assertError(connection.send(authorised("GET /v1/models/none")).read(), 404, "model_not_found");
            }
        }
    }

    /** Tomcat ends a connection after 400, 413, 500 and 503; it must say so, for the client to open another. */
    @Test
    void connectionThatEnds_isAnnounced() throws Exception {
        assertThat(exchange(postJson("{]")).header("connection")).isEqualTo("close");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream", "text/html", "image/png", "*/*", "nonsense"})
    void acceptHeader_isIgnored(String accept) throws Exception {
        assertThat(exchange(postJson(HELLO, "Accept: " + accept)).header("content-type"))
                .isEqualTo("application/json");
        assertError(exchange(postJson("[]", "Accept: " + accept)), 400, "invalid_json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "\"text\"",
                "{",
                "{} {}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":\"\\ud800\"}",
                "{'a':1}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "\ufeff{}",
                "{\"model\":\"auto\",}"
            })
    void malformedJson_is400(String body) throws Exception {
        assertError(exchange(postJson(body)), 400, "invalid_json");
        assertThat(gateway.wasAsked()).isFalse();
    }

    @Test
    void brokenUtf8_is400() throws Exception {
        byte[] body = HELLO.getBytes(StandardCharsets.UTF_8);
        body[HELLO.indexOf("Hi")] = (byte) 0xc3;

        assertError(exchange(post(CHAT, body, "Content-Type: application/json")), 400, "invalid_json");
    }

    @Test
    void otherEncoding_is400() throws Exception {
        byte[] body = HELLO.getBytes(StandardCharsets.UTF_16LE);

        assertError(
                exchange(post(CHAT, body, "Content-Type: application/json; charset=utf-16le")), 400, "invalid_json");
    }

    @Test
    void deepNesting_is400() throws Exception {
        String body = "{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}";

        assertError(exchange(postJson(body)), 400, "invalid_json");
    }

    @Test
    void bodyOverTheLimit_is413ThatItsSenderCanRead() throws Exception {
        String large = "{\"pad\":\"" + "x".repeat(3_000_000) + "\"}";

        assertError(exchange(postJson(large)), 413, "request_too_large");
    }

    @Test
    void chunkedBodyOverTheLimit_is413() throws Exception {
        String head = authorised("POST " + CHAT, "Content-Type: application/json", "Transfer-Encoding: chunked");
        String body = "%x\r\n%s\r\n0\r\n\r\n".formatted(100_000, "x".repeat(100_000));

        assertError(exchange(head + body), 413, "request_too_large");
    }

    @Test
    void invalidField_namesItsPath() throws Exception {
        RawHttp.Answer answer =
                exchange(postJson("{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":7}]}"));

        assertError(answer, 400, "invalid_request");
        assertThat(json(answer).at("/error/param").asString()).isEqualTo("messages[0].content");
        assertThat(json(answer).at("/error/type").asString()).isEqualTo("invalid_request_error");
    }

    @Test
    void refusal_carriesDecisionHeadersAndForbidsRetries() throws Exception {
        gateway.will((_, _) -> {
            throw new RefusedException(
                    FakeChatGateway.HEADERS, GatewayException.of(GatewayErrorCode.POLICY_BLOCKED, "Blocked."));
        });

        RawHttp.Answer answer = exchange(postJson(HELLO));

        assertError(answer, 403, "policy_blocked");
        assertThat(answer.header("x-should-retry")).isEqualTo("false");
        assertThat(answer.header("x-weir-decision")).isEqualTo("dec_1");
    }

    @Test
    void overload_saysWhenToComeBack() throws Exception {
        gateway.will((_, _) -> {
            throw GatewayException.of(GatewayErrorCode.OVERLOADED, "Busy.").after(Duration.ofMillis(6_100));
        });

        RawHttp.Answer answer = exchange(postJson(HELLO));

        assertError(answer, 503, "overloaded");
        assertThat(answer.header("retry-after")).isEqualTo("7");
        assertThat(answer.headers()).doesNotContainKey("x-should-retry");
    }

    @Test
    void unforeseenFailure_is500WithoutDetails() throws Exception {
        gateway.will((_, _) -> {
            throw new IllegalStateException("a secret of java.lang.String");
        });

        RawHttp.Answer answer = exchange(postJson(HELLO));

        assertError(answer, 500, "internal_error");
        assertThat(answer.text()).doesNotContain("secret");
    }

    @Test
    void requestId_ofTheClientIsKept() throws Exception {
        assertThat(exchange(postJson(HELLO, "x-request-id: mine-1")).header("x-request-id"))
                .isEqualTo("mine-1");
        assertThat(exchange(postJson(HELLO, "X-Client-Request-Id: mine-2")).header("x-request-id"))
                .isEqualTo("mine-2");
        assertThat(exchange(postJson(HELLO, "x-request-id: <script>")).header("x-request-id"))
                .startsWith("req_");
    }

    @Test
    void headersOfSdks_areTolerated() throws Exception {
        RawHttp.Answer answer = exchange(postJson(
                HELLO,
                "x-stainless-lang: js",
                "OpenAI-Organization: o",
                "OpenAI-Project: p",
                "OpenAI-Beta: b",
                "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "Idempotency-Key: k"));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void nonAsciiAnswer_isUtf8() throws IOException {
        gateway.will((_, _) -> new ChatReply.Whole(FakeChatGateway.completion("Đà Nẵng 🏖")));

        assertThat(json(exchange(postJson(HELLO)))
                        .at("/choices/0/message/content")
                        .asString())
                .isEqualTo("Đà Nẵng 🏖");
    }
}
