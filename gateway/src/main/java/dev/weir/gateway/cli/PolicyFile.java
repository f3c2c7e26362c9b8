package dev.weir.gateway.cli;

import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.rules.DetectionSettings;
import dev.weir.policy.yaml.DictionaryException;
import dev.weir.policy.yaml.PolicyLoader;
import dev.weir.policy.yaml.PolicyLoading;
import dev.weir.policy.yaml.PolicyProblem;
import dev.weir.policy.yaml.PolicyRecognisers;
import dev.weir.policy.yaml.ReadyMadePolicies;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A policy file as the user named it. */
final class PolicyFile {
    private static final int DEEPEST = 32;

    private final String name;
    private final byte[] content;
    private final Path folder;
    private final PolicyLoading loading;

    private PolicyFile(String name, byte[] content, Path folder) {
        this.name = name;
        this.folder = folder;
        this.content = content;
        this.loading = PolicyLoader.standard().load(name, content);
    }

    /** Reads a file, {@code -} for standard input, or the ready-made policy of that name where there is no such file. */
    static PolicyFile named(String written, Surroundings surroundings) {
        if (written.equals(Input.STANDARD_INPUT)) {
            return read(written, "stdin", surroundings);
        }
        if (!Files.exists(surroundings.path(written))) {
            return readyMade(written)
                    .orElseThrow(() -> CommandFailure.failed(
                            "cannot read the policy " + written + ": no such file or folder",
                            "name a file, or " + choice(written)));
        }
        return read(written, written, surroundings);
    }

    /** Words for a hint: all names, and the one that was probably meant. */
    static String choice(String unknown) {
        String meant = ReadyMadePolicies.nearest(unknown)
                .map(name -> " (did you mean `" + name + "`?)")
                .orElse("");
        return "one of the ready-made policies: " + String.join(", ", ReadyMadePolicies.names()) + meant;
    }

    /** The ready-made policy of that name, if there is one. */
    static Optional<PolicyFile> readyMade(String name) {
        return ReadyMadePolicies.find(name).map(shipped -> new PolicyFile(name, shipped, Path.of("")));
    }

    /** Like {@link #named}, and of a folder every file in it that ends in {@code .yaml} or {@code .yml}. */
    static List<PolicyFile> allNamed(String written, Surroundings surroundings) {
        Path path = surroundings.path(written);
        if (written.equals(Input.STANDARD_INPUT) || !Files.isDirectory(path)) {
            return List.of(named(written, surroundings));
        }
        List<Path> files = filesIn(path, written);
        if (files.isEmpty()) {
            throw CommandFailure.failed(
                    "the folder " + written + " holds no .yaml or .yml file", "name the policy file itself");
        }
        return files.stream()
                .map(file ->
                        named(Path.of(written).resolve(path.relativize(file)).toString(), surroundings))
                .toList();
    }

    private static List<Path> filesIn(Path folder, String written) {
        try (Stream<Path> files = Files.find(
                folder,
                DEEPEST,
                (file, attributes) ->
                        attributes.isRegularFile() && file.toString().matches("(?s).*\\.ya?ml"))) {
            return files.filter(file -> !isHidden(folder.relativize(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "cannot read the folder " + written + ": " + Failures.reason(e), "is it readable?", e);
        }
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    /** The policy that a gateway with this data folder and configuration starts with, unless its API gave it another. */
    static PolicyFile inForce(Folders folders, Optional<ConfigFile> config, Surroundings surroundings) {
        Path usual = folders.data().resolve("policy.yaml");
        return config.flatMap(file -> file.text("weir.policy.file"))
                .or(() -> Files.exists(usual) ? Optional.of(usual.toString()) : Optional.empty())
                .or(() -> config.flatMap(file -> file.text("weir.policy.name")))
                .map(name -> named(name, surroundings))
                .orElseGet(() -> named(ReadyMadePolicies.DEFAULT, surroundings));
    }

    private static PolicyFile read(String written, String shown, Surroundings surroundings) {
        try (InputStream stream = Input.open(written, surroundings)) {
            Path file = surroundings.path(written.equals(Input.STANDARD_INPUT) ? "policy.yaml" : written);
            Path folder = file.toAbsolutePath().getParent();
            byte[] content = stream.readNBytes(PolicyLoader.LARGEST + 1);
            return new PolicyFile(shown, content, folder == null ? file : folder);
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "cannot read the policy " + shown + ": " + Failures.reason(e), "is it a readable file?", e);
        }
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

    /** Everything wrong or doubtful in it. */
    List<PolicyProblem> problems() {
        return switch (loading) {
            case PolicyLoading.Loaded loaded -> {
                List<PolicyProblem> all = new ArrayList<>(PolicyRecognisers.problems(
                        loaded.policy().detection(),
                        dictionary -> PolicyRecognisers.dictionary(dictionary, folder),
                        name,
                        new String(content, StandardCharsets.UTF_8)));
                all.addAll(loaded.warnings());
                yield all;
            }
            case PolicyLoading.Rejected rejected -> rejected.problems();
        };
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

    /**
     * What finds personal data in the texts of a policy's cases: the packs, words and forms that it asks for.
     *
     * @throws CommandFailure a dictionary can't be read
     */
    Function<String, List<Finding>> detector(DetectionSettings detection) {
        try {
            RequestInspector inspector = new RequestInspector(PolicyRecognisers.of(detection, folder));
            return text -> inspector.inspect(text).findings();
        } catch (DictionaryException e) {
            throw CommandFailure.failed(e.problem(), "put a UTF-8 file with one term a line beside or below " + name);
        }
    }
}
