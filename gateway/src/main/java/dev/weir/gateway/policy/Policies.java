package dev.weir.gateway.policy;

import dev.weir.gateway.audit.AuditUnavailableException;
import dev.weir.gateway.policy.Activation.Origin;
import dev.weir.gateway.policy.Activation.Owner;
import dev.weir.gateway.policy.Activation.Place;
import dev.weir.policy.PolicyVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the policy in force, one change at a time: from its file, by the admin API, back to an earlier version. What
 * is not valid, or can't be recorded durably, changes nothing. Requests never wait for a change. Thread-safe.
 */
public final class Policies {

    private static final Logger LOG = LoggerFactory.getLogger(Policies.class);

    private final PolicySource source;
    private final PolicyFile file;
    private final PolicyReader reader;
    private final PolicyVersions versions;
    private final Detectors detectors;
    private final CurrentPolicy current;
    private final InstantSource clock;
    private volatile Standing standing;

    Policies(
            PolicySource source,
            PolicyReader reader,
            PolicyVersions versions,
            Detectors detectors,
            InstantSource clock,
            Standing first) {
        this.source = source;
        this.file = source.file();
        this.reader = reader;
        this.versions = versions;
        this.detectors = detectors;
        this.clock = clock;
        this.standing = first;
        this.current = new CurrentPolicy(first.policy());
    }

    /** What requests take their policy from. */
    public CurrentPolicy current() {
        return current;
    }

    public Standing standing() {
        return standing;
    }

    /** Reads a text without any effect. */
    public PolicyReading validate(byte[] text) {
        return reader.read(text);
    }

    private PolicyReading validate(String text) {
        return validate(text.getBytes(StandardCharsets.UTF_8));
    }

    void check() {
        check(file.read());
    }

    /** Puts the file's content in force if it changed. Never throws on the file's or the log's account. */
    synchronized void check(PolicyFile.Content content) {
        switch (content) {
            case PolicyFile.Content.Present present -> {
                if (!standing.file().hasSettled(present.sha256()) || hasOtherWords(present)) {
                    tryToFollow(present);
                }
            }
            case PolicyFile.Content.Absent _ -> gone("the file is gone");
            case PolicyFile.Content.Unreadable unreadable -> gone("the file can't be read: " + unreadable.cause());
        }
    }

    /**
     * Reads the file again, even if nothing about it changed.
     *
     * @param keyId who asks
     * @throws AuditUnavailableException if the change can't be recorded
     */
    public synchronized Change reload(String keyId, String note) {
        if (file.read() instanceof PolicyFile.Content.Present present) {
            return follow(present, keyId, note);
        }
        check();
        return new Change.NoFile();
    }

    /**
     * Puts a text in force, unless a file or a setting says what is and nothing is pinned.
     *
     * @param keyId who asks
     * @throws AuditUnavailableException if the change can't be recorded
     */
    public synchronized Change put(byte[] text, String keyId, String note) {
        Optional<Owner> rival = rival();
        if (rival.isPresent() && !standing.isPinned()) {
            return new Change.OwnedElsewhere(rival.get());
        }
        Owner owner = rival.orElse(Owner.API);
        return activate(validate(text), activation(Origin.API, owner, standing.isPinned(), keyId, note));
    }

    /**
     * Puts a text in force and pins it: a file or setting that says otherwise waits for {@link #unpin}.
     *
     * @param keyId who asks
     * @throws AuditUnavailableException if the change can't be recorded
     */
    public synchronized Change putPinned(byte[] text, String keyId, String note) {
        return activate(validate(text), activation(Origin.API, rival().orElse(Owner.API), true, keyId, note));
    }

    /**
     * Puts an earlier version in force again. Where a file or a setting says what is in force this pins the version.
     *
     * @param keyId who asks
     * @throws AuditUnavailableException if the change can't be recorded
     */
    public synchronized Change rollBack(int number, String keyId, String note) {
        Optional<PolicyVersions.Kept> kept = versions.find(number);
        if (kept.isEmpty()) {
            return new Change.NoSuchVersion();
        }
        Optional<Owner> rival = rival().or(() -> standing.isOwnedByFile() ? Optional.of(Owner.FILE) : Optional.empty());
        boolean pinned = standing.isPinned() || rival.isPresent();
        return activate(
                validate(kept.get().text()), activation(Origin.ROLLBACK, rival.orElse(Owner.API), pinned, keyId, note));
    }

    /**
     * Keeps what is in force until somebody unpins, restarts included: changes of the file are reported alone.
     *
     * @param keyId who asks
     * @throws AuditUnavailableException if the change can't be recorded
     */
    public synchronized Change pin(String keyId, String note) {
        if (!standing.isPinned()) {
            recordAgain(activation(Origin.PIN, standing.last().owner(), true, keyId, note));
        }
        return new Change.Done(List.of());
    }

    /**
     * Lets the file or the setting decide again. If the file is not valid or gone, the pinned version stays in force until
     * it is.
     *
     * @param keyId who asks
     * @throws AuditUnavailableException if the change can't be recorded
     */
    public synchronized Change unpin(String keyId, String note) {
        if (!standing.isPinned()) {
            return new Change.NotPinned();
        }
        Optional<Owner> rival = rival();
        if (rival.isPresent() && configured() instanceof PolicyReading.Accepted accepted) {
            return activate(accepted, activation(Origin.UNPIN, rival.get(), false, keyId, note));
        }
        recordAgain(activation(Origin.UNPIN, rival.orElse(standing.last().owner()), false, keyId, note));
        report(FileReport.State.NONE, Optional.empty(), List.of());
        check();
        return new Change.Done(standing.file().problems());
    }

    /** Who says what is in force where nothing is pinned; empty where the admin API may. */
    private Optional<Owner> rival() {
        if (source.named().isPresent()) {
            return Optional.of(Owner.SETTING);
        }
        return file.read() instanceof PolicyFile.Content.Present ? Optional.of(Owner.FILE) : Optional.empty();
    }

    private PolicyReading configured() {
        return source.named()
                .map(this::validate)
                .orElseGet(() -> file.read() instanceof PolicyFile.Content.Present present
                        ? reader.read(present.bytes())
                        : new PolicyReading.Refused(List.of()));
    }

    private void recordAgain(Activation activation) {
        versions.recordAgain(standing.policy().version().number(), activation);
        standing = new Standing(standing.policy(), standing.since(), activation, standing.file());
    }

    private void tryToFollow(PolicyFile.Content.Present present) {
        try {
            follow(present, "", "");
        } catch (AuditUnavailableException unavailable) {
            if (standing.file().state() != FileReport.State.NOT_RECORDED) {
                LOG.error(
                        "the policy in {} could not be recorded; {} stays in force", file.path(), name(), unavailable);
            }
            report(FileReport.State.NOT_RECORDED, Optional.of(present.sha256()), List.of());
        }
    }

    private Change follow(PolicyFile.Content.Present present, String keyId, String note) {
        return switch (reader.read(present.bytes())) {
            case PolicyReading.Refused refused -> {
                String problems = refused.report(file.path().toString());
                LOG.error("the policy in {} was refused; {} stays in force\n{}", file.path(), name(), problems);
                report(FileReport.State.REJECTED, Optional.of(present.sha256()), refused.problems());
                yield new Change.Refused(refused.problems());
            }
            case PolicyReading.Accepted accepted -> {
                for (Complaint warning : accepted.warnings()) {
                    LOG.warn("{}", warning.report(file.path().toString()));
                }
                take(accepted, keyId, note);
                yield new Change.Done(accepted.warnings());
            }
        };
    }

    /** A valid file: it is put in force unless another one is set or pinned, or it is in force already. */
    private void take(PolicyReading.Accepted accepted, String keyId, String note) {
        Optional<String> sha256 = Optional.of(accepted.policy().sha256());
        boolean same =
                sha256.get().equals(standing.policy().version().sha256()) && !detectors.isOutdated(standing.policy());
        boolean held = standing.isPinned() || standing.last().owner() == Owner.SETTING;
        if (held && !same) {
            LOG.warn("the policy in {} differs from {}, which is set or pinned and stays", file.path(), name());
            report(FileReport.State.HELD, sha256, accepted.warnings());
        } else if (same && (held || standing.isOwnedByFile())) {
            report(FileReport.State.IN_FORCE, sha256, accepted.warnings());
        } else {
            exchange(accepted, activation(Origin.FILE, Owner.FILE, false, keyId, note));
        }
    }

    /** Whether this is the file in force, and some dictionary that it names has changed. */
    private boolean hasOtherWords(PolicyFile.Content.Present present) {
        return standing.isOwnedByFile()
                && present.sha256().equals(standing.policy().version().sha256())
                && detectors.isOutdated(standing.policy());
    }

    private void gone(String what) {
        FileReport.State state = standing.file().state();
        if (state == FileReport.State.MISSING || (!standing.isOwnedByFile() && state == FileReport.State.NONE)) {
            return;
        }
        if (standing.isOwnedByFile()) {
            LOG.error("{}: {}; {} stays in force", file.path(), what, name());
        }
        FileReport.State now = standing.isOwnedByFile() ? FileReport.State.MISSING : FileReport.State.NONE;
        report(now, Optional.empty(), List.of());
    }

    private Change activate(PolicyReading reading, Activation activation) {
        return switch (reading) {
            case PolicyReading.Refused refused -> new Change.Refused(refused.problems());
            case PolicyReading.Accepted accepted -> {
                exchange(accepted, activation);
                check();
                yield new Change.Done(accepted.warnings());
            }
        };
    }

    /** Everything that can fail comes before the record, and the record before the change. */
    private void exchange(PolicyReading.Accepted accepted, Activation activation) {
        Detectors.Made detector = detectors.make(accepted.policy().detection(), standing.policy());
        int number = versions.record(accepted, activation);
        PolicyInForce next = detector.join(accepted.policy(), number);
        boolean fromFile = activation.owner() == Owner.FILE
                && (activation.origin() == Origin.FILE || activation.origin() == Origin.UNPIN);
        FileReport report = fromFile
                ? new FileReport(
                        FileReport.State.IN_FORCE,
                        activation.at(),
                        Optional.of(accepted.policy().sha256()),
                        accepted.warnings())
                : standing.file().unsettled(activation.owner(), activation.at());
        standing = new Standing(next, activation.at(), activation, report);
        current.put(next);
        LOG.info("policy {} is in force ({})", next.version(), activation.origin());
    }

    private Activation activation(Origin origin, Owner owner, boolean pinned, String keyId, String note) {
        return new Activation(Place.ACTIVE, origin, owner, pinned, clock.instant(), keyId, note);
    }

    private void report(FileReport.State state, Optional<String> sha256, List<Complaint> problems) {
        FileReport before = standing.file();
        boolean same = before.state() == state && before.sha256().equals(sha256);
        Instant since = same ? before.since() : clock.instant();
        standing = standing.with(new FileReport(state, since, sha256, problems));
    }

    private PolicyVersion name() {
        return standing.policy().version();
    }
}
