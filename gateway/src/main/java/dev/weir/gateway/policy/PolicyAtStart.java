package dev.weir.gateway.policy;

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
 * Finds the policy that decides from the start: the version that was pinned, else the file, else what came by the admin
 * API, else one that Weir ships.
 */
final class PolicyAtStart {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyAtStart.class);

    private final PolicyProperties properties;
    private final PolicyFile file;
    private final PolicyReader reader;
    private final PolicyVersions versions;

    PolicyAtStart(PolicyProperties properties, PolicyFile file, PolicyReader reader, PolicyVersions versions) {
        this.properties = properties;
        this.file = file;
        this.reader = reader;
        this.versions = versions;
    }

    /** A policy, who says so, and how the file stands. */
    private record Found(PolicyReading.Accepted accepted, Owner owner, boolean pinned, FileReport.State file) {}

    /**
     * Finds the policy and records that it is in force.
     *
     * @throws PolicyRefusedException with every problem, if it is not valid or asks for what can't be enforced
     * @throws dev.weir.gateway.audit.AuditUnavailableException if that can't be recorded
     */
    Standing begin(Detectors detectors, InstantSource clock) {
        if (properties.file().isPresent() && properties.name().isPresent()) {
            throw new PolicyRefusedException(
                    "both `weir.policy.file` and `weir.policy.name` are set; keep one of them");
        }
        Optional<PolicyVersions.Recorded> last = versions.last(Place.ACTIVE);
        Found found = find(last);
        Origin origin = found.owner() == Owner.SHIPPED ? Origin.SHIPPED : Origin.START;
        Activation activation =
                new Activation(Place.ACTIVE, origin, found.owner(), found.pinned(), clock.instant(), "", "");
        found.accepted().warnings().forEach(warning -> LOG.warn("{}", warning));
        int number = versions.record(found.accepted(), activation);
        PolicyInForce first = detectors.join(found.accepted().policy(), number);
        FileReport report = new FileReport(
                found.file(),
                activation.at(),
                found.file() == FileReport.State.IN_FORCE
                        ? Optional.of(found.accepted().policy().sha256())
                        : Optional.empty(),
                List.of());
        return new Standing(first, activation.at(), activation, report);
    }

    private Found find(Optional<PolicyVersions.Recorded> last) {
        Optional<Found> pinned = last.filter(it -> it.activation().pinned())
                .map(it -> new Found(kept(it), Owner.FILE, true, FileReport.State.NOT_RECORDED));
        if (pinned.isPresent()) {
            return pinned.get();
        }
        PolicyFile.Content content = file.read();
        if (content instanceof PolicyFile.Content.Present present) {
            return new Found(
                    accepted(present.bytes(), file.path().toString()), Owner.FILE, false, FileReport.State.IN_FORCE);
        }
        if (properties.file().isPresent() || content instanceof PolicyFile.Content.Unreadable) {
            throw new PolicyRefusedException(file.path() + ": the file is not there or can't be read");
        }
        return last.filter(it -> it.activation().owner() == Owner.API)
                .map(it -> new Found(kept(it), Owner.API, false, FileReport.State.NONE))
                .orElseGet(() -> new Found(shipped(), Owner.SHIPPED, false, FileReport.State.NONE));
    }

    private PolicyReading.Accepted kept(PolicyVersions.Recorded recorded) {
        int number = recorded.number().orElseThrow();
        String text = versions.find(number).orElseThrow().text();
        return accepted(reader.readAgain(text.getBytes(StandardCharsets.UTF_8)), "version " + number);
    }

    private PolicyReading.Accepted shipped() {
        String name = properties.name().orElse(ShippedPolicies.DEFAULT);
        byte[] text = ShippedPolicies.find(name)
                .orElseThrow(() -> new PolicyRefusedException("`weir.policy.name` is `" + name
                        + "`, and no such policy comes with Weir; there are: "
                        + String.join(", ", ShippedPolicies.names())));
        return accepted(text, name + ".yaml");
    }

    private PolicyReading.Accepted accepted(byte[] text, String from) {
        return accepted(reader.read(text), from);
    }

    private static PolicyReading.Accepted accepted(PolicyReading reading, String from) {
        return switch (reading) {
            case PolicyReading.Accepted accepted -> accepted;
            case PolicyReading.Refused refused -> throw new PolicyRefusedException(refused.report(from));
        };
    }
}
