package dev.weir.gateway.cost;

import java.time.LocalDate;
import java.util.List;

/** Prices for tests. */
public final class TestPrices {

    private static final long MILLION = 1_000_000;

    private TestPrices() {}

    /** A model with so many micro-USD for each token of prompt and answer; a token is a byte, an answer has 100 at most. */
    public static Pricing of(long input, long output) {
        Tariff tariff = new Tariff(input * MILLION, input * MILLION, output * MILLION, 0);
        return new Pricing(
                new Prices(List.of(new DatedTariff(LocalDate.EPOCH, tariff))),
                new RequestBound(TokenCounter.BYTES, 4_096),
                "max_completion_tokens",
                100);
    }

    /** A model whose price nobody knows. */
    public static Pricing unknown() {
        return new Pricing(Prices.UNKNOWN, new RequestBound(TokenCounter.BYTES, 4_096), "max_completion_tokens", 100);
    }
}
