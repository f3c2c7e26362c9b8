package dev.weir.gateway.policy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.springframework.data.domain.Persistable;

/** One policy text in the database. Written once; always new when saved, so never merged. */
@Entity
@Immutable
@Table(name = "policy_version")
class PolicyVersionRow implements Persistable<Integer> {

    @Id
    int versionNumber;

    String sha256;
    String policyName;

    @Column(length = 1 << 20)
    String policyText;

    Instant recordedAt;

    /** For Hibernate, which fills every field right after. */
    @SuppressWarnings("NullAway.Init")
    protected PolicyVersionRow() {}

    PolicyVersionRow(int number, PolicyReading.Accepted accepted, Instant at) {
        versionNumber = number;
        sha256 = accepted.policy().sha256();
        policyName = accepted.policy().name();
        policyText = accepted.text();
        recordedAt = at;
    }

    @Override
    public Integer getId() {
        return versionNumber;
    }

    @Override
    public boolean isNew() {
        return true;
    }
}
