package dev.weir.gateway.openai;

import dev.weir.gateway.inference.DecisionHeaders;
import jakarta.servlet.http.HttpServletResponse;

/** The {@code x-weir-*} headers of an answer. */
final class WeirHeaders {

    private WeirHeaders() {}

    static void set(HttpServletResponse response, DecisionHeaders headers) {
        response.setHeader("x-weir-decision", printable(headers.decision()));
        response.setHeader("x-weir-route", printable(headers.route()));
        response.setHeader("x-weir-model", printable(headers.model()));
        response.setHeader("x-weir-policy", printable(headers.policy()));
        response.setHeader("x-weir-reason", printable(headers.reason()));
        if (!headers.answer().isEmpty()) {
            response.setHeader("x-weir-answer", printable(headers.answer()));
        }
        if (!headers.hedge().isEmpty()) {
            response.setHeader("x-weir-hedge", printable(headers.hedge()));
        }
    }

    /** Model and policy names may hold anything; a header holds visible ASCII. */
    private static String printable(String value) {
        return value.replaceAll("[^\\x21-\\x7e]", "?");
    }
}
