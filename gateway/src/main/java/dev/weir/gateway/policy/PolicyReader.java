package dev.weir.gateway.policy;

import dev.weir.policy.condition.KnownNames;
import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.yaml.PolicyLoader;
import dev.weir.policy.yaml.PolicyLoading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads policies, and refuses those that this version could not keep. Thread-safe. */
final class PolicyReader {

    private final PolicyLoader loader;
    private final Supplier<Optional<KnownNames>> names;

    /** @param names gives what is configured now; empty where that isn't known */
    PolicyReader(PolicyLoader loader, Supplier<Optional<KnownNames>> names) {
        this.loader = loader;
        this.names = names;
    }

    /** Reads a policy that someone wants to put in force: it may name only what is configured. */
    PolicyReading read(byte[] content) {
        return read(content, names.get().map(loader::within).orElse(loader));
    }

    /**
     * Reads one that was in force when the gateway stopped. That a team or target is gone since doesn't make it wrong:
     * a rule on it closes nothing that could still be open.
     */
    PolicyReading readAgain(byte[] content) {
        return read(content, loader);
    }

    private static PolicyReading read(byte[] content, PolicyLoader loader) {
        return switch (loader.load("policy", content)) {
            case PolicyLoading.Rejected rejected -> new PolicyReading.Refused(Complaint.of(rejected.problems()));
            case PolicyLoading.Loaded loaded -> {
                List<Complaint> warnings = Complaint.of(loaded.warnings());
                List<Complaint> notServed = notServed(loaded.policy());
                if (notServed.isEmpty()) {
                    String text = new String(content, StandardCharsets.UTF_8);
                    yield new PolicyReading.Accepted(loaded.policy(), text, loaded.tests(), warnings);
                }
                List<Complaint> all = new ArrayList<>(notServed);
                all.addAll(warnings);
                yield new PolicyReading.Refused(all);
            }
        };
    }

    /** A policy that asks for what this version can't do is refused: it would promise what nobody keeps. */
    private static List<Complaint> notServed(PolicySet policy) {
        List<Complaint> complaints = new ArrayList<>();
        if (!policy.detection().dictionaries().isEmpty()) {
            complaints.add(Complaint.notServed(
                    "`detection.dictionaries` are not searched for by this version yet", "take them out"));
        }
        return complaints;
    }
}
