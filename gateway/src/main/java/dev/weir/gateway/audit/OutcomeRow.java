package dev.weir.gateway.audit;

import dev.weir.policy.answer.AnswerFindings;
import dev.weir.policy.rules.AnswerAction;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** How one decided request ended, in the database. Read only here: the index writes it. */
@Entity
@Immutable
@Table(name = "outcome")
class OutcomeRow {

    @Id
    String decisionId;

    Instant endedAt;
    String servedBy;
    String result;
    String code;
    int promptTokens;
    int completionTokens;
    long costMicroUsd;
    long savedMicroUsd;
    long firstTokenMs;
    long totalMs;
    String answerLooked;
    String answerDone;
    String answerFindingsJson;

    /** For Hibernate, which fills every field right after. */
    @SuppressWarnings("NullAway.Init")
    protected OutcomeRow() {}

    OutcomeEntry toEntry(EntryJson json) {
        return new OutcomeEntry(
                decisionId,
                endedAt,
                servedBy,
                OutcomeEntry.Result.valueOf(result),
                code,
                promptTokens,
                completionTokens,
                costMicroUsd,
                savedMicroUsd,
                Duration.ofMillis(firstTokenMs),
                Duration.ofMillis(totalMs),
                new AnswerFindings(
                        AnswerFindings.Looked.valueOf(answerLooked),
                        json.findings(answerFindingsJson),
                        AnswerAction.valueOf(answerDone)));
    }
}
