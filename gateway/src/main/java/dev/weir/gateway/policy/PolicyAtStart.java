package dev.weir.gateway.policy;

import dev.weir.gateway.policy.Activation.Origin;
import dev.weir.gateway.policy.Activation.Owner;
import dev.weir.gateway.policy.Activation.Place;
import dev.weir.policy.yaml.ReadyMadePolicies;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the policy that decides from the start: the version that was pinned, else what the configuration names, a shipped
 * policy or a file, else what a file that is gone or the admin API said last, else the default that Weir ships. Whatever
 * it is must be valid: there is no falling back from one to the next.
 */
final class PolicyAtStart {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyAtStart.class);

    private final PolicyProperties properties;
    private final PolicySource source;
    private final PolicyReader reader;
    private final PolicyVersions versions;

    PolicyAtStart(PolicyProperties properties, PolicySource source, PolicyReader reader, PolicyVersions versions) {
        this.properties = properties;
        this.source = source;
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
                .map(it ->
                        new Found(kept(it), pinnedFor(it.activation().owner()), true, FileReport.State.NOT_RECORDED));
        if (pinned.isPresent()) {
            LOG.warn(
                    "policy version {} is pinned and decides",
                    last.flatMap(PolicyVersions.Recorded::number).orElseThrow());
            return pinned.get();
        }
        if (source.named().isPresent()) {
            String name = properties.name().orElseThrow() + ".yaml";
            return new Found(accepted(source.named().get(), name), Owner.SETTING, false, FileReport.State.NONE);
        }
        return unnamed(last);
    }

    /** Who decides once it is unpinned: the configuration may have changed since. */
    private Owner pinnedFor(Owner then) {
        if (source.named().isPresent()) {
            return Owner.SETTING;
        }
        return then == Owner.SETTING ? Owner.API : then;
    }

    private Found unnamed(Optional<PolicyVersions.Recorded> last) {
        PolicyFile file = source.file();
        PolicyFile.Content content = file.read();
        if (content instanceof PolicyFile.Content.Present present) {
            PolicyReading.Accepted read = accepted(present.bytes(), file.path().toString());
            return new Found(read, Owner.FILE, false, FileReport.State.IN_FORCE);
        }
        if (properties.file().isPresent() || content instanceof PolicyFile.Content.Unreadable) {
            throw new PolicyRefusedException(file.path() + ": the file is not there or can't be read");
        }
        if (last.filter(it -> it.activation().owner() == Owner.FILE).isPresent()) {
            LOG.error("{} is gone; what it said last decides", file.path());
            return new Found(kept(last.get()), Owner.FILE, false, FileReport.State.MISSING);
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
        String name = ReadyMadePolicies.DEFAULT;
        return accepted(PolicySource.shipped("weir.policy.name", name), name + ".yaml");
    }

    private PolicyReading.Accepted accepted(String text, String from) {
        return accepted(text.getBytes(StandardCharsets.UTF_8), from);
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
