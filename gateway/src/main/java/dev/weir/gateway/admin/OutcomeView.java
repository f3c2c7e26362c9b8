package dev.weir.gateway.admin;

import dev.weir.gateway.audit.OutcomeEntry;
import java.time.Instant;
import java.util.Map;
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
        long totalMs,
        AnswerView answer) {

    /**
     * What a cloud model's answer said of its own.
     *
     * @param looked {@code not}, {@code partly} or {@code whole}
     * @param findings number by entity
     * @param done the strictest that was done with any: {@code note}, {@code mask} or {@code block}
     */
    record AnswerView(String looked, Map<String, Integer> findings, String done) {}

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
                entry.total().toMillis(),
                new AnswerView(
                        DecisionSummary.lowerCase(entry.answer().looked()),
                        entry.answer().byEntity(),
                        DecisionSummary.lowerCase(entry.answer().done())));
    }
}
