package dev.weir.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, unknown places and everything that is turned down before a controller. */
class AccessWireTest extends WireTest {

    private static String bare(String requestLine, String... headers) {
        return requestLine + " HTTP/1.1\r\nHost: weir\r\n" + String.join("", headers) + "\r\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/models",
                "GET /v1/models/auto",
                "GET /v1/nothing",
                "DELETE /v1/chat/completions",
                "GET /v1"
            })
    void missingKey_is401EverywhereUnderV1(String requestLine) throws Exception {
        RawHttp.Answer answer = exchange(bare(requestLine));

        assertError(answer, 401, "invalid_api_key");
        assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
        assertThat(answer.header("x-should-retry")).isEqualTo("false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer weir-wrong-0123456789",
                "Bearer ",
                "Bearer",
                "Basic d2VpcjpzZWNyZXQ=",
                "weir-test-key-of-the-sales-team",
                "Bearer weir-test-key-of-the-sales-team2"
            })
    void wrongKey_is401AndNotRepeated(String authorization) throws Exception {
        RawHttp.Answer answer = exchange(bare("GET /v1/models", "Authorization: " + authorization + "\r\n"));

        assertError(answer, 401, "invalid_api_key");
        assertThat(answer.text()).doesNotContain("0123456789", "d2VpcjpzZWNyZXQ", "sales");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "BEARER", "bEaReR"})
    void scheme_inAnyCaseIsTaken(String scheme) throws Exception {
        assertThat(exchange(bare("GET /v1/models", "Authorization: " + scheme + " " + TEAM_KEY + "\r\n"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void missingKey_isToldBeforeTheBodyIsRead() throws Exception {
        String head = bare(
                "POST " + CHAT,
                "Content-Type: text/nonsense\r\n",
                "Expect: 100-continue\r\n",
                "Content-Length: 1000\r\n");
        try (RawHttp connection = RawHttp.connect(port)) {
            assertError(connection.send(head).read(), 401, "invalid_api_key");
        }
    }

    @Test
    void bootstrapKey_opensV1Too() throws Exception {
        assertThat(exchange(bare("GET /v1/models", "Authorization: Bearer " + adminKey() + "\r\n"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void unknownPathWithKey_is404() throws Exception {
        assertError(exchange(authorised("GET /v1/nothing")), 404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nothing", "/error", "/V1/models", "/actuators", "/v1x"})
    void unknownPathWithoutKey_is404(String path) throws Exception {
        assertError(exchange(bare("GET " + path)), 404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
    void wrongMethod_is405WithAllow(String method) throws Exception {
        RawHttp.Answer answer = exchange(authorised(method + " " + CHAT));

        assertError(answer, 405, "method_not_allowed");
        assertThat(answer.header("allow")).contains("POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/mod|els<> HTTP/1.1\r\nHost: weir\r\n\r\n",
                "GET /v1/models%00 HTTP/1.1\r\nHost: weir\r\n\r\n",
                "GET /v1/models HTTP/1.1\r\nHost: we ir\r\n\r\n",
                "GET /v1/models HTTP/1.1\r\n\r\n",
                "GET /v1/models;jsessionid=1 HTTP/1.1\r\nHost: weir\r\n\r\n",
                "GET /console%2f..%2fv1/models HTTP/1.1\r\nHost: weir\r\n\r\n",
                "GET //v1/models HTTP/1.1\r\nHost: weir\r\n\r\n",
                "GET /v1/%2e%2e/models HTTP/1.1\r\nHost: weir\r\n\r\n",
                "GET /v1/models HTTP/1.1\r\nHost: weir\r\nno colon here\r\n: empty\r\n\r\n",
                "POST /v1/models HTTP/1.1\r\nHost: weir\r\nContent-Length: -5\r\n\r\n",
            })
    void malformedRequest_is4xxInOpenAisShape(String request) throws Exception {
        RawHttp.Answer answer = exchange(request);

        assertThat(answer.status()).isBetween(400, 404);
        assertThat(json(answer).at("/error/code").isString()).isTrue();
        assertThat(answer.text()).doesNotContain("<", "Tomcat", "Exception");
    }

    @Test
    void oversizedHeader_is4xxInOpenAisShape() throws Exception {
        RawHttp.Answer answer = exchange(bare("GET /v1/models", "X-Large: " + "x".repeat(20_000) + "\r\n"));

        assertThat(answer.status()).isBetween(400, 499);
        assertThat(json(answer).at("/error/code").isString()).isTrue();
    }

    @Test
    void models_haveAllFourFields() throws Exception {
        RawHttp.Answer answer = exchange(authorised("GET /v1/models", "Accept: text/event-stream"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo(
                        "{\"object\":\"list\",\"data\":["
                                + "{\"id\":\"auto\",\"object\":\"model\",\"created\":1700000000,\"owned_by\":\"weir\"},"
                                + "{\"id\":\"maker/tiny\",\"object\":\"model\",\"created\":1700000001,\"owned_by\":\"maker\"}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "maker/tiny", "maker%2Ftiny", "maker%2ftiny"})
    void model_isFoundByItsId(String id) throws Exception {
        RawHttp.Answer answer = exchange(authorised("GET /v1/models/" + id));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(json(answer).get("id").asString()).isEqualTo(id.contains("tiny") ? "maker/tiny" : "auto");
    }

    @Test
    void unknownModel_is404() throws Exception {
        assertError(exchange(authorised("GET /v1/models/gpt-9")), 404, "model_not_found");
    }
}
