package dev.weir.gateway.audit;

import dev.weir.policy.answer.AnswerFindings;
import dev.weir.policy.rules.AnswerAction;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.springframework.data.domain.Persistable;

/** How one decided request ended, in the database. Written once; always new when saved, so never merged. */
@Entity
@Immutable
@Table(name = "outcome")
class OutcomeRow implements Persistable<String> {

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

    OutcomeRow(OutcomeEntry entry, EntryJson json) {
        decisionId = entry.decisionId();
        endedAt = entry.at();
        servedBy = entry.servedBy();
        result = entry.result().name();
        code = entry.code();
        promptTokens = entry.promptTokens();
        completionTokens = entry.completionTokens();
        costMicroUsd = entry.costMicroUsd();
        savedMicroUsd = entry.savedMicroUsd();
        firstTokenMs = entry.timeToFirstToken().toMillis();
        totalMs = entry.total().toMillis();
        answerLooked = entry.answer().looked().name();
        answerDone = entry.answer().done().name();
        answerFindingsJson = json.findings(entry.answer().byEntity());
    }

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

    @Override
    public String getId() {
        return decisionId;
    }

    @Override
    public boolean isNew() {
        return true;
    }
}
