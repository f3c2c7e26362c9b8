package dev.weir.policy.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The policies that come with Weir, by name, and the schema of policy files. */
public final class ReadyMadePolicies {

    /** The one that decides where nobody chose another. */
    public static final String DEFAULT = "default";

    private static final List<String> NAMES =
            List.of("cost-saver", DEFAULT, "finance", "gdpr", "hipaa", "strict-local");
    private static final String FOLDER = "/dev/weir/policy/";

    private ReadyMadePolicies() {}

    /** All names, sorted. */
    public static List<String> names() {
        return NAMES;
    }

    /** The name that was probably meant, if one comes near. */
    public static Optional<String> nearest(String unknown) {
        return NameSuggester.nearest(unknown, NAMES);
    }

    /** A policy's text; empty where none has this name. */
    public static Optional<byte[]> find(String name) {
        return NAMES.contains(name) ? Optional.of(resource(name + ".yaml")) : Optional.empty();
    }

    /** The JSON Schema (draft 2020-12) of policy files. */
    public static byte[] schema() {
        return resource("policy.schema.json");
    }

    private static byte[] resource(String name) {
        try (InputStream stream = ReadyMadePolicies.class.getResourceAsStream(FOLDER + name)) {
            if (stream == null) {
                throw new IllegalStateException(FOLDER + name + " is missing from this build");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
