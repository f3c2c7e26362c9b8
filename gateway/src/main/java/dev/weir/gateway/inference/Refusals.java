package dev.weir.gateway.inference;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import dev.weir.router.selection.RouteReason;

/** What a client reads when nobody answers. */
final class Refusals {

    private Refusals() {}

    static GatewayException error(Voyage voyage, RouteReason reason) {
        return switch (reason) {
            case POLICY_BLOCKED ->
                GatewayException.of(
                        GatewayErrorCode.POLICY_BLOCKED,
                        "policy " + voyage.verdict().policy() + " blocks this request" + rules(voyage) + "; decision "
                                + voyage.decisionId() + " says why");
            case BUDGET_SPENT ->
                GatewayException.of(
                        GatewayErrorCode.BUDGET_SPENT,
                        "a budget of policy " + voyage.verdict().policy()
                                + " has no room for what this request could cost, and the policy refuses it then;"
                                + " try again when the budget's hour, day or month (UTC) is over");
            case MODEL_NOT_FOUND ->
                GatewayException.about(
                        "model",
                        GatewayErrorCode.MODEL_NOT_FOUND,
                        "the model `" + voyage.request().model()
                                + "` does not exist; GET /v1/models lists those there are");
            case CONTEXT_LENGTH_EXCEEDED ->
                GatewayException.about(
                        "messages",
                        GatewayErrorCode.CONTEXT_LENGTH_EXCEEDED,
                        "the prompt has about " + voyage.seen().promptTokens()
                                + " tokens, more than any model that may answer it takes together with the answer");
            case UNSUPPORTED -> unsupported(voyage);
            case NOTHING_AVAILABLE ->
                GatewayException.of(
                        GatewayErrorCode.UPSTREAM_UNAVAILABLE,
                        "no model that may answer this request is available now; try again later");
            case OUTBOUND_STOPPED ->
                GatewayException.of(
                        GatewayErrorCode.LOCAL_ONLY_UNAVAILABLE,
                        "the last check before the cloud held this request back, and no local model can answer it;"
                                + " decision " + voyage.decisionId() + " is on record");
            default ->
                GatewayException.of(
                        GatewayErrorCode.LOCAL_ONLY_UNAVAILABLE,
                        "policy " + voyage.verdict().policy()
                                + " keeps this request on the edge, and no local model can answer it" + rules(voyage)
                                + "; decision " + voyage.decisionId() + " says why");
        };
    }

    private static GatewayException unsupported(Voyage voyage) {
        String need = voyage.request().needs().stream().sorted().findFirst().orElse("model");
        return GatewayException.about(
                voyage.request().parameterOf(need),
                GatewayErrorCode.UNSUPPORTED_PARAMETER,
                "`" + need + "` is not supported by any model that may answer this request");
    }

    private static String rules(Voyage voyage) {
        return voyage.verdict().decidingRules().isEmpty()
                ? ""
                : " (" + String.join(", ", voyage.verdict().decidingRules()) + ")";
    }
}
