package dev.weir.gateway.policy;

import dev.weir.gateway.audit.AuditUnavailableException;
import dev.weir.gateway.policy.Activation.Origin;
import dev.weir.gateway.policy.Activation.Owner;
import dev.weir.gateway.policy.Activation.Place;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy that is tried beside the one that decides: from a setting, a file that is followed, or the admin API. It has
 * no effect, so one that is not valid is reported and never stops a start. Thread-safe.
 */
public final class ShadowPolicy {

    private static final Logger LOG = LoggerFactory.getLogger(ShadowPolicy.class);

    private final ShadowSource source;
    private final PolicyReader reader;
    private final PolicyVersions versions;
    private final Detectors detectors;
    private final CurrentPolicy active;
    private final InstantSource clock;
    private volatile ShadowStanding standing;

    ShadowPolicy(
            ShadowSource source,
            PolicyReader reader,
            PolicyVersions versions,
            Detectors detectors,
            CurrentPolicy active,
            InstantSource clock) {
        this.source = source;
        this.reader = reader;
        this.versions = versions;
        this.detectors = detectors;
        this.active = active;
        this.clock = clock;
        this.standing = empty(source.owner().orElse(Owner.SHIPPED));
    }

    /** Puts there what the configuration names, else what the admin API put there last. */
    synchronized void begin() {
        Optional<PolicyVersions.Recorded> last =
                versions.last(Place.SHADOW).filter(it -> it.number().isPresent());
        if (source.named().isPresent()) {
            take(bytes(source.named().get()), activation(Origin.START, Owner.SETTING, "", ""));
        } else if (source.file().isPresent()) {
            check(source.file().get().read());
        } else if (last.isPresent()) {
            resume(last.get());
        }
    }

    /** The policy that is tried now. */
    public Optional<PolicyInForce> current() {
        return standing.policy();
    }

    public ShadowStanding standing() {
        return standing;
    }

    /**
     * Puts a policy there, unless the configuration says which one stands there.
     *
     * @param keyId who asks
     * @throws AuditUnavailableException if the change can't be recorded
     */
    public synchronized Change put(byte[] text, String keyId, String note) {
        Optional<Owner> owner = source.owner();
        return owner.isPresent()
                ? new Change.OwnedElsewhere(owner.get())
                : change(take(text, activation(Origin.API, Owner.API, keyId, note)));
    }

    /**
     * Takes the policy away, unless the configuration says which one stands there.
     *
     * @param keyId who asks
     * @throws AuditUnavailableException if the change can't be recorded
     */
    public synchronized Change remove(String keyId, String note) {
        Optional<Owner> owner = source.owner();
        if (owner.isPresent()) {
            return new Change.OwnedElsewhere(owner.get());
        }
        if (standing.policy().isPresent()) {
            versions.recordRemoval(activation(Origin.API, Owner.API, keyId, note));
            standing = empty(Owner.API);
        }
        return new Change.Done(List.of());
    }

    /** Follows the file. Never throws on the file's or the log's account. */
    synchronized void check(PolicyFile.Content content) {
        switch (content) {
            case PolicyFile.Content.Present present -> {
                if (!standing.file().hasSettled(present.sha256())) {
                    follow(present);
                }
            }
            case PolicyFile.Content.Absent _, PolicyFile.Content.Unreadable _ ->
                report(FileReport.State.MISSING, Optional.empty(), List.of());
        }
    }

    private void follow(PolicyFile.Content.Present present) {
        Optional<String> sha256 = Optional.of(present.sha256());
        try {
            switch (take(present.bytes(), activation(Origin.FILE, Owner.FILE, "", ""))) {
                case PolicyReading.Refused refused -> {
                    LOG.error("the policy in the shadow's file was refused: {}", refused.problems());
                    report(FileReport.State.REJECTED, sha256, refused.problems());
                }
                case PolicyReading.Accepted accepted -> report(FileReport.State.IN_FORCE, sha256, accepted.warnings());
            }
        } catch (AuditUnavailableException unavailable) {
            LOG.error("the policy in the shadow's file could not be recorded; it is tried again", unavailable);
            report(FileReport.State.NOT_RECORDED, sha256, List.of());
        }
    }

    /** What the admin API put there before the restart, or nothing where this release can't read it. */
    private void resume(PolicyVersions.Recorded last) {
        if (last.activation().owner() != Owner.API) {
            versions.recordRemoval(activation(Origin.START, Owner.SHIPPED, "", ""));
            return;
        }
        int number = last.number().orElseThrow();
        String text = versions.find(number).orElseThrow().text();
        switch (reader.read(bytes(text))) {
            case PolicyReading.Refused refused ->
                LOG.error("version {} does not return to the shadow: {}", number, refused.problems());
            case PolicyReading.Accepted accepted -> exchange(accepted, number, last.activation());
        }
    }

    private PolicyReading take(byte[] text, Activation activation) {
        PolicyReading reading = reader.read(text);
        if (reading instanceof PolicyReading.Accepted accepted) {
            exchange(accepted, versions.record(accepted, activation), activation);
        }
        return reading;
    }

    private static Change change(PolicyReading reading) {
        return switch (reading) {
            case PolicyReading.Refused refused -> new Change.Refused(refused.problems());
            case PolicyReading.Accepted accepted -> new Change.Done(accepted.warnings());
        };
    }

    private void exchange(PolicyReading.Accepted accepted, int number, Activation activation) {
        PolicyInForce next =
                detectors.make(accepted.policy().detection(), active.get()).join(accepted.policy(), number);
        standing = new ShadowStanding(Optional.of(next), activation.at(), activation.owner(), standing.file());
        LOG.info("policy {} is tried in the shadow ({})", next.version(), activation.origin());
    }

    private void report(FileReport.State state, Optional<String> sha256, List<Complaint> problems) {
        FileReport before = standing.file();
        if (before.state() != state || !before.sha256().equals(sha256)) {
            standing = standing.with(new FileReport(state, clock.instant(), sha256, problems));
        }
    }

    private ShadowStanding empty(Owner owner) {
        FileReport none = new FileReport(FileReport.State.NONE, clock.instant(), Optional.empty(), List.of());
        return new ShadowStanding(Optional.empty(), clock.instant(), owner, none);
    }

    private Activation activation(Origin origin, Owner owner, String keyId, String note) {
        return new Activation(Place.SHADOW, origin, owner, false, clock.instant(), keyId, note);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
