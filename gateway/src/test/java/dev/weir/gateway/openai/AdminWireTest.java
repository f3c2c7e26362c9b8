package dev.weir.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The admin API's door, the console's session, and the health pages. */
class AdminWireTest extends WireTest {

    private static final String SESSION = "/api/admin/v1/session";

    private static String request(String requestLine, String body, String... headers) {
        StringBuilder text = new StringBuilder(requestLine).append(" HTTP/1.1\r\nHost: weir\r\n");
        Arrays.stream(headers).forEach(header -> text.append(header).append("\r\n"));
        return text + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private RawHttp.Answer signIn(String key) throws Exception {
        return exchange(request("POST " + SESSION, "{\"key\":\"" + key + "\"}", "Content-Type: application/json"));
    }

    private static String cookie(RawHttp.Answer answer, String name) {
        Matcher cookie = Pattern.compile(name + "=([^;]+)").matcher(answer.header("set-cookie"));
        return cookie.find() ? cookie.group(1) : "";
    }

    @Test
    void signIn_adminKey_setsAStrictHttpOnlyCookie() throws Exception {
        RawHttp.Answer answer = signIn(adminKey());

        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        assertThat(answer.header("set-cookie"))
                .containsPattern("weir-session=[^;]+; Path=/; HttpOnly; SameSite=Strict");
        RawHttp.Answer session =
                exchange(request("GET " + SESSION, "", "Cookie: weir-session=" + cookie(answer, "weir-session")));
        assertThat(session.status()).isEqualTo(200);
        assertThat(session.text()).isEqualTo("{\"keyId\":\"bootstrap\",\"team\":\"default\",\"may\":[]}");
    }

    @Test
    void changeBySession_needsTheHeaderThatOtherSitesCannotSend() throws Exception {
        String session = "Cookie: weir-session=" + cookie(signIn(adminKey()), "weir-session");

        RawHttp.Answer refused = exchange(request("DELETE " + SESSION, "", session));
        RawHttp.Answer stillThere = exchange(request("GET " + SESSION, "", session));
        RawHttp.Answer accepted = exchange(request("DELETE " + SESSION, "", session, "x-weir-csrf: 1"));
        RawHttp.Answer afterwards = exchange(request("GET " + SESSION, "", session));

        assertProblem(refused, 403, "permission_denied");
        assertThat(stillThere.status()).isEqualTo(200);
        assertThat(accepted.status()).isEqualTo(204);
        assertProblem(afterwards, 401, "invalid_api_key");
    }

    @Test
    void header_isNoKey() throws Exception {
        assertProblem(exchange(request("DELETE " + SESSION, "", "x-weir-csrf: 1")), 401, "invalid_api_key");
    }

    @Test
    void preflightOfAnotherSite_isNotGranted() throws Exception {
        RawHttp.Answer answer = exchange(request(
                "OPTIONS " + SESSION,
                "",
                "Origin: https://elsewhere.example",
                "Access-Control-Request-Method: DELETE",
                "Access-Control-Request-Headers: x-weir-csrf"));

        assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("access-control-"));
    }

    @Test
    void signIn_wrongKey_is401() throws Exception {
        RawHttp.Answer answer = signIn("weir-wrong");

        assertProblem(answer, 401, "invalid_api_key");
        assertThat(answer.header("set-cookie")).doesNotContain("weir-session");
    }

    @Test
    void signIn_keyWithoutAdminRight_is403() throws Exception {
        assertProblem(signIn(TEAM_KEY), 403, "permission_denied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"key\":null}", "{\"key\":7}", "[", "", "null", "{\"key\":\"\"}"})
    void signIn_brokenBody_is4xx(String body) throws Exception {
        RawHttp.Answer answer = exchange(request("POST " + SESSION, body, "Content-Type: application/json"));

        assertThat(answer.status()).isBetween(400, 401);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    }

    @Test
    void signIn_byAForm_is415() throws Exception {
        assertProblem(
                exchange(request("POST " + SESSION, "key=x", "Content-Type: application/x-www-form-urlencoded")),
                415,
                "unsupported_media_type");
    }

    @Test
    void session_withoutCookie_is401() throws Exception {
        assertProblem(exchange(request("GET " + SESSION, "")), 401, "invalid_api_key");
    }

    @Test
    void adminApi_bearerAdminKey_needsNoHeader() throws Exception {
        assertThat(exchange(request("DELETE " + SESSION, "", "Authorization: Bearer " + adminKey()))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void adminApi_otherKeys_areRefused() throws Exception {
        assertProblem(
                exchange(request("GET " + SESSION, "", "Authorization: Bearer " + TEAM_KEY)), 403, "permission_denied");
        assertProblem(
                exchange(request("GET /api/admin/v1/decisions", "", "Authorization: Bearer weir-wrong")),
                401,
                "invalid_api_key");
        assertProblem(exchange(request("GET /api/admin/v1/decisions", "")), 401, "invalid_api_key");
    }

    @Test
    void sessionCookie_doesNotOpenV1() throws Exception {
        String session = "Cookie: weir-session=" + cookie(signIn(adminKey()), "weir-session");

        assertError(exchange(request("GET /v1/models", "", session)), 401, "invalid_api_key");
    }

    @Test
    void live_isOpenToEveryone() throws Exception {
        RawHttp.Answer answer = exchange(request("GET /livez", ""));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"status\":\"up\"}");
        assertThat(answer.header("content-security-policy")).contains("frame-ancestors 'none'");
    }

    @Test
    void ready_followsItsProbes() throws Exception {
        assertThat(exchange(request("GET /readyz", "")).text()).isEqualTo("{\"status\":\"ready\"}");

        WireTestApplication.PROBLEM.set(Optional.of("no model is loaded"));
        try {
            RawHttp.Answer answer = exchange(request("GET /readyz", "", "Accept: text/html"));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text())
                    .isEqualTo("{\"status\":\"not_ready\",\"problems\":"
                            + "[{\"name\":\"local-model\",\"problem\":\"no model is loaded\"}]}");
        } finally {
            WireTestApplication.PROBLEM.set(Optional.empty());
        }
    }

    private static void assertProblem(RawHttp.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(json(answer).get("code").asString()).isEqualTo(code);
        assertThat(json(answer).get("status").intValue()).isEqualTo(status);
    }
}
