package dev.weir.gateway.audit;

import dev.weir.policy.answer.AnswerFindings;
import java.time.Duration;
import java.time.Instant;

/**
 * How a decided request ended.
 *
 * @param decisionId the decision's id
 * @param servedBy the model that answered in the end; {@code none} where nobody did
 * @param result how it ended
 * @param code error code, or finish reason where it completed
 * @param costMicroUsd what the cloud charges, in micro-USD; 0 where unknown or local
 * @param savedMicroUsd what the first cloud model would have charged for the same tokens beyond the cost, in micro-USD;
 *     negative where less, 0 where unknown
 * @param timeToFirstToken zero where no token came
 * @param answer what a cloud model's answer said of its own
 */
public record OutcomeEntry(
        String decisionId,
        Instant at,
        String servedBy,
        Result result,
        String code,
        int promptTokens,
        int completionTokens,
        long costMicroUsd,
        long savedMicroUsd,
        Duration timeToFirstToken,
        Duration total,
        AnswerFindings answer) {

    /** How a request ended whose answer, if there was one, nobody had to inspect. */
    public OutcomeEntry(
            String decisionId,
            Instant at,
            String servedBy,
            Result result,
            String code,
            int promptTokens,
            int completionTokens,
            long costMicroUsd,
            long savedMicroUsd,
            Duration timeToFirstToken,
            Duration total) {
        this(
                decisionId,
                at,
                servedBy,
                result,
                code,
                promptTokens,
                completionTokens,
                costMicroUsd,
                savedMicroUsd,
                timeToFirstToken,
                total,
                AnswerFindings.NOT_INSPECTED);
    }

    /** How a request ended. */
    public enum Result {
        COMPLETED,
        FAILED,
        CANCELLED,
        REFUSED
    }
}
