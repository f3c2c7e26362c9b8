package dev.weir.policy.replay;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Sums what a draft does to the bill. */
final class CostTally {
    private final OptionalDouble givenPrice;
    private long pricedTokens;
    private long pricedMicroUsd;
    private long savedMicroUsd;
    private long savedTokens;
    private long restoredMicroUsd;
    private long addedCalls;
    private long addedTokens;
    private long unpricedCalls;

    /** Takes this price for a token, in micro-USD; without one the mean of the recorded calls. */
    CostTally(OptionalDouble givenPrice) {
        this.givenPrice = givenPrice;
    }

    void add(RecordedDecision decision, Destination before, Destination after) {
        boolean wasMade = decision.course().route() == RecordedDecision.Route.CLOUD;
        OptionalLong cost = decision.usage().costMicroUsd();
        long tokens = decision.usage().tokens();
        if (wasMade && cost.isPresent() && tokens > 0) {
            pricedTokens += tokens;
            pricedMicroUsd += cost.getAsLong();
        }
        if (before.isCloud() && !after.isCloud()) {
            saved(wasMade, cost, tokens);
        } else if (!before.isCloud() && after.isCloud()) {
            added(wasMade, cost, tokens);
        }
    }

    private void saved(boolean wasMade, OptionalLong cost, long tokens) {
        if (!wasMade) {
            savedTokens += tokens;
        } else if (cost.isPresent()) {
            savedMicroUsd += cost.getAsLong();
        } else {
            unpricedCalls++;
        }
    }

    private void added(boolean wasMade, OptionalLong cost, long tokens) {
        addedCalls++;
        if (wasMade && cost.isPresent()) {
            restoredMicroUsd += cost.getAsLong();
        } else {
            addedTokens += tokens;
        }
    }

    BlastRadius.Cost result() {
        OptionalDouble price = givenPrice.isPresent() || pricedTokens == 0
                ? givenPrice
                : OptionalDouble.of((double) pricedMicroUsd / pricedTokens);
        long estimated = addedTokens - savedTokens;
        boolean known = unpricedCalls == 0 && (estimated == 0 || price.isPresent());
        OptionalLong change = known
                ? OptionalLong.of(restoredMicroUsd - savedMicroUsd + Math.round(estimated * price.orElse(0)))
                : OptionalLong.empty();
        return new BlastRadius.Cost(change, savedMicroUsd, addedCalls, addedTokens, price, unpricedCalls);
    }
}
