package dev.weir.gateway.policy;

import dev.weir.gateway.audit.AuditEvent;
import dev.weir.gateway.audit.AuditTrail;
import dev.weir.gateway.audit.AuditUnavailableException;
import dev.weir.gateway.audit.AuditWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.domain.Limit;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Every policy text that was ever in force here, and every change of what is. A text keeps its number: {@code default@3}
 * means the same text for ever. Thread-safe.
 */
public final class PolicyVersions {

    private final PolicyVersionRows versions;
    private final PolicyActivationRows activations;
    private final TransactionOperations transactions;
    private final AuditWriter writer;
    private final AuditTrail trail;

    PolicyVersions(
            PolicyVersionRows versions,
            PolicyActivationRows activations,
            TransactionOperations transactions,
            AuditWriter writer,
            AuditTrail trail) {
        this.versions = versions;
        this.activations = activations;
        this.transactions = transactions;
        this.writer = writer;
        this.trail = trail;
    }

    /** A version without its text. */
    public record Listed(int number, String name, String sha256, Instant recordedAt) {}

    /** A version with its text. */
    public record Kept(Listed version, String text) {}

    /**
     * A change as it stands on record.
     *
     * @param replaced the version that stood there before; empty where there was none, and in entries of earlier releases
     * @param number the version that it put there; empty where it took one away
     */
    public record Recorded(
            long sequence, Optional<Integer> replaced, Optional<Integer> number, Activation activation) {}

    /**
     * Records that a policy is put in force, with its text if that is new, and returns its number once all is on disk.
     *
     * @throws AuditUnavailableException if that can't be had; then the policy must not be put in force
     */
    int record(PolicyReading.Accepted accepted, Activation activation) {
        return writer.commitDurably(() -> required(transactions.execute(_ -> {
            int number = versions.numberOf(accepted.policy().sha256()).orElseGet(() -> {
                int next = versions.highest().orElse(0) + 1;
                return versions.save(new PolicyVersionRow(next, accepted, activation.at())).versionNumber;
            });
            append(activation, Optional.of(number), accepted.policy().sha256());
            return number;
        })));
    }

    /**
     * Records that the version in force stays, under other conditions.
     *
     * @throws AuditUnavailableException if that can't be made durable
     */
    void recordAgain(int number, Activation activation) {
        writer.commitDurably(() -> transactions.execute(_ -> append(
                activation,
                Optional.of(number),
                versions.findByVersionNumber(number).map(row -> row.sha256).orElse(""))));
    }

    /**
     * Records that nothing stands in a place any more.
     *
     * @throws AuditUnavailableException if that can't be made durable
     */
    void recordRemoval(Activation activation) {
        writer.commitDurably(() -> transactions.execute(_ -> append(activation, Optional.empty(), "")));
    }

    /**
     * Inserts the row, and before that transaction commits puts the change on the record: so there is none that the record
     * doesn't know. It may know one more, where the commit failed after it.
     */
    private PolicyActivationRow append(Activation activation, Optional<Integer> number, String sha256) {
        Optional<Integer> replaced = activations
                .findFirstByPlaceOrderBySequenceDesc(activation.place().name())
                .flatMap(last -> Optional.ofNullable(last.versionNumber));
        PolicyActivationRow row = activations.save(new PolicyActivationRow(activation, replaced, number));
        trail.record(new AuditEvent.PolicyChanged(
                activation.keyId(),
                activation.place().name().toLowerCase(Locale.ROOT),
                number,
                replaced,
                sha256,
                activation.origin().name(),
                activation.owner().name(),
                activation.pinned(),
                activation.note()));
        return row;
    }

    /** The last change of what stands in a place. */
    Optional<Recorded> last(Activation.Place place) {
        return read(() -> activations.findFirstByPlaceOrderBySequenceDesc(place.name()))
                .map(PolicyVersions::recorded);
    }

    public Optional<Kept> find(int number) {
        return read(() -> versions.findByVersionNumber(number))
                .map(row -> new Kept(
                        new Listed(row.versionNumber, row.policyName, row.sha256, row.recordedAt), row.policyText));
    }

    /**
     * Versions, newest first.
     *
     * @param before number to page on from; empty for the newest
     */
    public List<Listed> page(Optional<Integer> before, int limit) {
        return read(() -> versions.newestFirst(before.orElse(Integer.MAX_VALUE), Limit.of(limit)));
    }

    /**
     * Changes of what is in force, newest first.
     *
     * @param before sequence number to page on from; empty for the newest
     */
    public List<Recorded> changes(Optional<Long> before, int limit) {
        return read(() -> activations.newestFirst(before.orElse(Long.MAX_VALUE), Limit.of(limit))).stream()
                .map(PolicyVersions::recorded)
                .toList();
    }

    private static Recorded recorded(PolicyActivationRow row) {
        return new Recorded(
                row.sequence,
                Optional.ofNullable(row.replacedNumber),
                Optional.ofNullable(row.versionNumber),
                row.toActivation());
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a transaction gave nothing");
        }
        return value;
    }

    private static <T> T read(Supplier<T> query) {
        try {
            return query.get();
        } catch (DataAccessException | TransactionException failed) {
            throw new AuditUnavailableException("The policy versions could not be read", failed);
        }
    }
}
