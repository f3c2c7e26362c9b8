package dev.weir.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.gateway.error.GatewayException;
import dev.weir.policy.Facts;
import dev.weir.policy.Sensitivity;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.node.ObjectNode;

class TighteningFieldsTest {

    private final MockHttpServletRequest request = new MockHttpServletRequest();

    private static ObjectNode body(String metadata) {
        return WireJson.object(("{\"metadata\":" + metadata + "}").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void nothingAsked_tightensNothing() {
        assertThat(TighteningFields.take(request, body("null"))).isEqualTo(Facts.Tightening.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "x-weir-route, local, true, PUBLIC",
        "X-Weir-Route, LOCAL, true, PUBLIC",
        "x-weir-route, auto, false, PUBLIC",
        "x-weir-route, cloud, false, PUBLIC",
        "x-weir-sensitivity, public, false, PUBLIC",
        "x-weir-sensitivity, internal, false, INTERNAL",
        "x-weir-sensitivity, confidential, false, CONFIDENTIAL",
        "x-weir-sensitivity, Restricted, false, RESTRICTED"
    })
    void header_isRead(String name, String value, boolean localOnly, Sensitivity atLeast) {
        request.addHeader(name, value);

        assertThat(TighteningFields.take(request, body("{}"))).isEqualTo(new Facts.Tightening(localOnly, atLeast));
    }

    @Test
    void metadata_isReadAndTakenOut() {
        ObjectNode body = body("{\"weir_route\":\"local\",\"weir_sensitivity\":\"restricted\",\"mine\":\"x\"}");

        assertThat(TighteningFields.take(request, body)).isEqualTo(new Facts.Tightening(true, Sensitivity.RESTRICTED));
        assertThat(body).isEqualTo(body("{\"mine\":\"x\"}"));
    }

    @Test
    void metadataOfOursAlone_isTakenOutWhole() {
        ObjectNode body = body("{\"weir_route\":\"local\"}");

        TighteningFields.take(request, body);

        assertThat(body.isEmpty()).isTrue();
    }

    @Test
    void severalWishes_theStrictestWins() {
        request.addHeader("x-weir-route", "local");
        request.addHeader("x-weir-route", "auto");
        request.addHeader("x-weir-sensitivity", "confidential");

        assertThat(TighteningFields.take(request, body("{\"weir_route\":\"cloud\",\"weir_sensitivity\":\"public\"}")))
                .isEqualTo(new Facts.Tightening(true, Sensitivity.CONFIDENTIAL));
    }

    @ParameterizedTest
    @CsvSource({
        "x-weir-route, locl",
        "x-weir-route, ''",
        "x-weir-route, 'local, auto'",
        "x-weir-sensitivity, secret",
        "x-weir-sensitvity, restricted"
    })
    void headerNotUnderstood_isRefused(String name, String value) {
        request.addHeader(name, value);

        GatewayException refusal =
                catchThrowableOfType(GatewayException.class, () -> TighteningFields.take(request, body("{}")));

        assertThat(refusal.parameter()).contains(name);
        assertThat(refusal.code().status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"weir_route":"locl"}     | metadata.weir_route
                    {"weir_route":7}          | metadata.weir_route
                    {"weir_route":null}       | metadata.weir_route
                    {"weir_rout":"local"}     | metadata.weir_*
                    {"WEIR_sensitivity":"x"}  | metadata.weir_sensitivity
                    """)
    void metadataNotUnderstood_isRefused(String metadata, String parameter) {
        GatewayException refusal =
                catchThrowableOfType(GatewayException.class, () -> TighteningFields.take(request, body(metadata)));

        assertThat(refusal.parameter()).contains(parameter);
    }

    @Test
    void headersOfOurAnswers_areNoWishes() {
        request.addHeader("x-weir-decision", "dec_1");

        assertThat(TighteningFields.take(request, body("{}"))).isEqualTo(Facts.Tightening.NONE);
    }
}
