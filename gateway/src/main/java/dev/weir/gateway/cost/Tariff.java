package dev.weir.gateway.cost;

/**
 * What a model charges, in micro-USD: each amount is from 0 to {@value #MOST}.
 *
 * @param inputPerMillion per million prompt tokens
 * @param cachedInputPerMillion per million prompt tokens that the provider had in its cache
 * @param outputPerMillion per million answer tokens
 * @param perRequest for the request as such
 */
public record Tariff(long inputPerMillion, long cachedInputPerMillion, long outputPerMillion, long perRequest) {

    /** The largest amount: 1,000 USD. Up to it no sum of two counts of tokens overflows. */
    public static final long MOST = 1_000_000_000L;

    private static final long MILLION = 1_000_000L;

    public Tariff {
        requireInRange(inputPerMillion);
        requireInRange(cachedInputPerMillion);
        requireInRange(outputPerMillion);
        requireInRange(perRequest);
    }

    private static void requireInRange(long amount) {
        if (amount < 0 || amount > MOST) {
            throw new IllegalArgumentException("a price is 0 to " + MOST + " micro-USD, was " + amount);
        }
    }

    /** What an answer costs, in micro-USD, rounded up. */
    public long cost(Usage usage) {
        return sum(
                inputPerMillion * (usage.prompt() - usage.cached()) + cachedInputPerMillion * usage.cached(),
                usage.completion());
    }

    /** The most that a call within a bound can cost, in micro-USD: no usage within it costs more. */
    public long worstCase(TokenBound bound) {
        return sum(Math.max(inputPerMillion, cachedInputPerMillion) * bound.prompt(), bound.completion());
    }

    private long sum(long input, long completion) {
        return Math.ceilDiv(Math.addExact(input, outputPerMillion * completion), MILLION) + perRequest;
    }
}
