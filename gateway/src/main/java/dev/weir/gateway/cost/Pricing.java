package dev.weir.gateway.cost;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What calls of one model can cost. Immutable and thread-safe.
 *
 * @param prices what it charges
 * @param bound for counting before a call
 * @param limitField the field by which its provider takes a limit of the answer: {@code max_completion_tokens} or
 *     {@code max_tokens}
 * @param answerLimit tokens that an answer may have where the request sets no limit and a budget needs one
 */
public record Pricing(Prices prices, RequestBound bound, String limitField, int answerLimit) {

    /** What holds at a moment; empty where no price is known. */
    public Optional<Tariff> at(Instant moment) {
        return prices.at(moment);
    }

    /** The most tokens that sending these bytes can come to; empty where there is no bound. */
    public Optional<TokenBound> bound(byte[] json) {
        try {
            return bound.of(JsonMapper.shared().readTree(json));
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    /** Limits the answer where the request doesn't. */
    public void limit(ObjectNode body) {
        if (!body.hasNonNull("max_completion_tokens") && !body.hasNonNull("max_tokens")) {
            body.remove("max_completion_tokens");
            body.remove("max_tokens");
            body.put(limitField, answerLimit);
        }
    }
}
