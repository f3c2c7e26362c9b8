package dev.weir.gateway.policy;

import dev.weir.policy.condition.KnownNames;
import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.yaml.EncryptedCapture;
import dev.weir.policy.yaml.PolicyLoader;
import dev.weir.policy.yaml.PolicyLoading;
import dev.weir.policy.yaml.PolicyProblem;
import dev.weir.policy.yaml.PolicyRecognisers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads policies, and refuses those that this version could not keep. Thread-safe. */
final class PolicyReader {

    private final PolicyLoader loader;
    private final Supplier<Optional<KnownNames>> names;
    private final Dictionaries dictionaries;
    private final CaptureAbility capture;

    /** @param names gives what is configured now; empty where that isn't known */
    PolicyReader(
            PolicyLoader loader,
            Supplier<Optional<KnownNames>> names,
            Dictionaries dictionaries,
            CaptureAbility capture) {
        this.loader = loader;
        this.names = names;
        this.dictionaries = dictionaries;
        this.capture = capture;
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

    private PolicyReading read(byte[] content, PolicyLoader loader) {
        return switch (loader.load("policy", content)) {
            case PolicyLoading.Rejected rejected -> new PolicyReading.Refused(Complaint.of(rejected.problems()));
            case PolicyLoading.Loaded loaded -> {
                List<Complaint> warnings = Complaint.of(loaded.warnings());
                String text = new String(content, StandardCharsets.UTF_8);
                List<Complaint> missing = missing(loaded.policy(), text);
                if (missing.isEmpty()) {
                    yield new PolicyReading.Accepted(loaded.policy(), text, loaded.tests(), warnings);
                }
                List<Complaint> all = new ArrayList<>(missing);
                all.addAll(warnings);
                yield new PolicyReading.Refused(all);
            }
        };
    }

    /** What a policy names and this installation lacks: it would promise what nobody keeps. */
    private List<Complaint> missing(PolicySet policy, String text) {
        List<PolicyProblem> problems = new ArrayList<>(
                PolicyRecognisers.problems(policy.detection(), dictionaries::recogniser, "policy", text));
        if (!capture.encrypts()) {
            problems.addAll(EncryptedCapture.problems("policy", text));
        }
        return Complaint.of(problems);
    }
}
