package dev.weir.gateway.policy;

import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.yaml.NameSuggester;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The ready-made policies that come with Weir. */
final class ShippedPolicies {

    static final String DEFAULT = "default";

    private static final List<String> KNOWN =
            List.of(DEFAULT, "strict-local", "gdpr", "hipaa", "finance", "cost-saver");

    private ShippedPolicies() {}

    /** Those that this build has. */
    static List<String> names() {
        return KNOWN.stream().filter(name -> find(name).isPresent()).toList();
    }

    /** The one whose name comes nearest, if any does. */
    static Optional<String> nearest(String name) {
        return NameSuggester.nearest(name, names());
    }

    /** The text of one; empty where no such policy ships. */
    static Optional<byte[]> find(String name) {
        if (!KNOWN.contains(name)) {
            return Optional.empty();
        }
        try (InputStream stream = PolicySet.class.getResourceAsStream("/dev/weir/policy/" + name + ".yaml")) {
            return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
