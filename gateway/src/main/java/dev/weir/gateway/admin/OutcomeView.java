package dev.weir.gateway.admin;

import dev.weir.gateway.audit.OutcomeEntry;
import java.time.Instant;
import java.util.Optional;

/**
 * How a request ended, as JSON.
 *
 * @param result {@code completed}, {@code failed}, {@code cancelled} or {@code refused}
 * @param costMicroUsd micro-USD
 * @param savedMicroUsd against the first cloud model, micro-USD; negative where it would have been cheaper
 * @param firstTokenMs milliseconds; empty where no token came
 * @param totalMs milliseconds
 */
record OutcomeView(
        Instant at,
        String servedBy,
        String result,
        String code,
        int promptTokens,
        int completionTokens,
        long costMicroUsd,
        long savedMicroUsd,
        Optional<Long> firstTokenMs,
        long totalMs) {

    static OutcomeView of(OutcomeEntry entry) {
        return new OutcomeView(
                entry.at(),
                entry.servedBy(),
                DecisionSummary.lowerCase(entry.result()),
                entry.code(),
                entry.promptTokens(),
                entry.completionTokens(),
                entry.costMicroUsd(),
                entry.savedMicroUsd(),
                Optional.of(entry.timeToFirstToken().toMillis()).filter(milliseconds -> milliseconds > 0),
                entry.total().toMillis());
    }
}
