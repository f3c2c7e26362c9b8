package dev.weir.gateway.policy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One change of what is in force, in the database. Written once. */
@Entity
@Immutable
@Table(name = "policy_activation")
class PolicyActivationRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "sequence_number")
    long sequence;

    String place;

    @Nullable
    Integer versionNumber;

    @Nullable
    Integer replacedNumber;

    Instant activatedAt;
    String origin;
    String owner;
    boolean pinned;
    String keyId;
    String note;

    /** For Hibernate, which fills every field right after. */
    @SuppressWarnings("NullAway.Init")
    protected PolicyActivationRow() {}

    PolicyActivationRow(Activation activation, Optional<Integer> replaced, Optional<Integer> number) {
        place = activation.place().name();
        versionNumber = number.orElse(null);
        replacedNumber = replaced.orElse(null);
        activatedAt = activation.at();
        origin = activation.origin().name();
        owner = activation.owner().name();
        pinned = activation.pinned();
        keyId = activation.keyId();
        note = activation.note();
    }

    Activation toActivation() {
        return new Activation(
                Activation.Place.valueOf(place),
                Activation.Origin.valueOf(origin),
                Activation.Owner.valueOf(owner),
                pinned,
                activatedAt,
                keyId,
                note);
    }
}
