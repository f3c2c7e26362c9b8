package dev.weir.gateway.audit;

import dev.weir.policy.Capture;
import dev.weir.policy.Effect;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.Preference;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.replay.FactsJson;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One decision in the database. Read only here: the index writes it. */
@Entity
@Immutable
@Table(name = "decision")
class DecisionRow {

    private static final int JSON_LENGTH = 1_000_000;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "sequence_number")
    long sequence;

    String decisionId;
    String requestId;
    Instant decidedAt;
    String keyId;
    String team;
    String endpoint;
    String requestedModel;
    boolean stream;
    String route;
    String model;
    String reason;
    String effect;
    String preference;
    String sensitivity;
    String policyName;
    int policyNumber;

    @Column(name = "policy_sha256")
    String policySha256;

    int jsonFormat;

    @Column(name = "deciding_rules_json", length = JSON_LENGTH)
    String decidingRules;

    @Column(name = "trace_json", length = JSON_LENGTH)
    String trace;

    double difficulty;

    @Column(name = "difficulty_drivers_json", length = JSON_LENGTH)
    String difficultyDrivers;

    @Column(name = "findings_json", length = JSON_LENGTH)
    String findings;

    @Column(name = "facts_json", length = JSON_LENGTH)
    @Nullable
    String facts;

    @Column(name = "target_effects_json", length = JSON_LENGTH)
    @Nullable
    String targetEffects;

    @Nullable
    String capture;

    boolean inspectionComplete;
    int pseudonyms;
    int promptTokens;

    /** For Hibernate, which fills every field right after. */
    @SuppressWarnings("NullAway.Init")
    protected DecisionRow() {}

    DecisionEntry toEntry(EntryJson json) {
        EntryJson.requireKnown(jsonFormat);
        return new DecisionEntry(
                decisionId,
                requestId,
                decidedAt,
                keyId,
                team,
                endpoint,
                requestedModel,
                stream,
                route,
                model,
                reason,
                verdict(json),
                json.difficulty(difficulty, difficultyDrivers),
                json.findings(findings),
                inspectionComplete,
                pseudonyms,
                promptTokens,
                Optional.ofNullable(facts).map(FactsJson::read),
                Optional.empty());
    }

    private PolicyDecision verdict(EntryJson json) {
        return new PolicyDecision(
                Effect.valueOf(effect),
                Preference.valueOf(preference),
                Sensitivity.valueOf(sensitivity),
                json.rules(decidingRules),
                targetEffects == null ? Map.of() : json.effects(targetEffects),
                capture == null ? Capture.NONE : Capture.valueOf(capture),
                new PolicyVersion(policyName, policyNumber, policySha256),
                json.trace(trace));
    }
}
