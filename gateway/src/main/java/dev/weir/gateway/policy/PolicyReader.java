package dev.weir.gateway.policy;

import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.yaml.PolicyLoader;
import dev.weir.policy.yaml.PolicyLoading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads policies, and refuses those that this version could not keep. Thread-safe. */
final class PolicyReader {

    private final Supplier<PolicyLoader> loaders;

    /** @param loaders gives the loader for the names that are configured now */
    PolicyReader(Supplier<PolicyLoader> loaders) {
        this.loaders = loaders;
    }

    PolicyReading read(byte[] content) {
        return switch (loaders.get().load("policy", content)) {
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
        if (!policy.budgets().isEmpty()) {
            complaints.add(Complaint.notServed(
                    "`budgets` are not enforced by this version yet", "take them out, or limit `spend` by a rule"));
        }
        if (!policy.detection().dictionaries().isEmpty()) {
            complaints.add(Complaint.notServed(
                    "`detection.dictionaries` are not searched for by this version yet", "take them out"));
        }
        return complaints;
    }
}
