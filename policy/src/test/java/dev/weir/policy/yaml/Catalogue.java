package dev.weir.policy.yaml;

import dev.weir.policy.Facts;
import dev.weir.policy.condition.KnownNames;
import dev.weir.policy.detection.Entity;
import dev.weir.policy.detection.Entity.Category;
import dev.weir.policy.detection.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A small catalogue of entities, and the case files. */
public final class Catalogue {
    public static final Entity EMAIL = new Entity("EMAIL", Category.PERSONAL);
    public static final Entity IBAN = new Entity("IBAN", Category.PERSONAL);
    public static final Entity AWS_KEY = new Entity("AWS_KEY", Category.SECRET);
    public static final Entity HEALTH_RECORD = new Entity("HEALTH_RECORD", Category.HEALTH);
    public static final Set<String> PACKS = Set.of("core", "secrets", "us", "eu", "vn");

    static final Path CASES = Path.of("src/test/resources/dev/weir/policy");
    static final Path MAIN = Path.of("src/main/resources/dev/weir/policy");

    private Catalogue() {}

    public static PolicyLoader loader() {
        return new PolicyLoader(Map.of(
                "core", Set.of(EMAIL, IBAN, HEALTH_RECORD),
                "secrets", Set.of(AWS_KEY),
                "us", Set.of(),
                "eu", Set.of(),
                "vn", Set.of()));
    }

    /** A loader for an installation with two teams, three targets and one label. */
    static PolicyLoader installed() {
        return loader().within(new KnownNames(
                Set.of("hr", "research"),
                List.of(
                        new Facts.Target("gpt-5-mini", "openai", "us"),
                        new Facts.Target("claude-sonnet-4-5", "anthropic", "us"),
                        new Facts.Target("mistral-large", "mistral", "eu")),
                Set.of("dept")));
    }

    public static PolicyLoading load(String yaml) {
        return loader().load("policy.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    /** A policy with this default, levels and rules in flow style, that must load. */
    public static PolicyLoading.Loaded loaded(String yaml) {
        return switch (load(yaml)) {
            case PolicyLoading.Loaded loaded -> loaded;
            case PolicyLoading.Rejected rejected -> throw new AssertionError(rejected.report());
        };
    }

    public static Finding finding(Entity entity) {
        return new Finding(entity, new Finding.Place("/messages/0/content", false), 0, 4, 0.9, "test", "given");
    }

    /** Finds AWS access keys, nothing else. */
    static List<Finding> detect(String text) {
        return text.contains("AKIA") ? List.of(finding(AWS_KEY)) : List.of();
    }

    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
