package dev.weir.gateway.cli;

import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.RecogniserRegistry;
import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.rules.DetectionSettings;
import dev.weir.policy.yaml.PolicyLoader;
import dev.weir.policy.yaml.PolicyLoading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A policy file as the user named it. */
final class PolicyFile {
    private final String name;
    private final byte[] content;
    private final PolicyLoading loading;

    private PolicyFile(String name, byte[] content) {
        this.name = name;
        this.content = content;
        this.loading = PolicyLoader.standard().load(name, content);
    }

    /** Reads a file, or the ready-made policy of that name where there is no such file. */
    static PolicyFile named(String written, Surroundings surroundings) {
        Path path = surroundings.path(written);
        if (!Files.exists(path)) {
            Optional<byte[]> shipped = ReadyMadePolicies.find(written);
            if (shipped.isPresent()) {
                return new PolicyFile(written, shipped.get());
            }
        }
        try (InputStream stream = Files.newInputStream(path)) {
            return new PolicyFile(written, stream.readNBytes(PolicyLoader.LARGEST + 1));
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "cannot read the policy " + written + ": " + Failures.reason(e),
                    "name a file, or one of the ready-made policies: " + String.join(", ", ReadyMadePolicies.names()),
                    e);
        }
    }

    /** The policy that a gateway would start with. */
    static PolicyFile inForce(Folders folders, Optional<ConfigFile> config, Surroundings surroundings) {
        Optional<String> configured = config.flatMap(file -> file.text("weir.policy.file"));
        Path usual = folders.data().resolve("policy.yaml");
        return configured
                .or(() -> Files.exists(usual) ? Optional.of(usual.toString()) : Optional.empty())
                .map(file -> named(file, surroundings))
                .orElseGet(() -> new PolicyFile(
                        ReadyMadePolicies.DEFAULT,
                        ReadyMadePolicies.find(ReadyMadePolicies.DEFAULT).orElseThrow()));
    }

    /** The name that problems show. */
    String name() {
        return name;
    }

    /** The file's bytes; more than a loader takes are cut off, so that it still refuses. */
    byte[] content() {
        return content.clone();
    }

    /** What came of loading it. */
    PolicyLoading loading() {
        return loading;
    }

    /**
     * The policy.
     *
     * @throws CommandFailure with its problems if it is not valid
     */
    PolicyLoading.Loaded require() {
        return switch (loading) {
            case PolicyLoading.Loaded loaded -> loaded;
            case PolicyLoading.Rejected rejected ->
                throw CommandFailure.failed(
                        "the policy " + name + " is not valid:\n" + rejected.report(),
                        "mend it; weir policy lint " + name + " checks it again");
        };
    }

    /** What finds personal data in the texts of a policy's cases: the packs and thresholds that it asks for. */
    static Function<String, List<Finding>> detector(DetectionSettings detection) {
        RequestInspector inspector = new RequestInspector(
                RecogniserRegistry.ofPacks(detection.packs()).withThresholds(detection.thresholds()));
        return text -> inspector.inspect(text).findings();
    }
}
