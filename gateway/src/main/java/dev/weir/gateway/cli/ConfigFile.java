package dev.weir.gateway.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The one configuration file in force: the first there is of {@code --config}, {@code $WEIR_CONFIG},
 * {@code ./weir.yaml} and {@code <data folder>/weir.yaml}. Files are never merged. It's read here for what is needed
 * before the server starts and to refuse a malformed one early; the server binds and checks the rest.
 */
final class ConfigFile {

    private static final Set<String> TOP_LEVEL = Set.of("weir", "server", "spring", "logging", "management");

    private final Path path;
    private final Map<?, ?> content;

    private ConfigFile(Path path, Map<?, ?> content) {
        this.path = path;
        this.content = content;
    }

    /**
     * Finds and reads the file in force.
     *
     * @param named what {@code --config} names
     * @throws CommandFailure if a named file is missing, or the file in force is unreadable or malformed
     */
    static Optional<ConfigFile> find(@Nullable String named, Surroundings surroundings, Path dataFolder) {
        Optional<String> demanded = Optional.ofNullable(named).or(() -> surroundings.variable("WEIR_CONFIG"));
        if (demanded.isPresent()) {
            return Optional.of(read(surroundings.path(demanded.get())));
        }
        return Stream.of(surroundings.workingFolder().resolve("weir.yaml"), dataFolder.resolve("weir.yaml"))
                .filter(Files::exists)
                .findFirst()
                .map(ConfigFile::read);
    }

    static ConfigFile read(Path path) {
        try {
            return new ConfigFile(path, parse(path, Files.readString(path)));
        } catch (MalformedInputException e) {
            throw CommandFailure.failed("configuration " + path + " isn't UTF-8 text", "save it as UTF-8", e);
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "cannot read configuration " + path + ": " + Failures.reason(e),
                    "name another file with --config, or make this one readable",
                    e);
        }
    }

    private static Map<?, ?> parse(Path path, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Map<Object, Object> merged = new HashMap<>();
        try {
            for (Object document : new Yaml(new SafeConstructor(options)).loadAll(text)) {
                switch (document) {
                    case null -> {
                        // an empty document says nothing
                    }
                    case Map<?, ?> map -> merged.putAll(map);
                    default -> throw malformed(path.toString(), "a mapping with `weir:` at the top is expected");
                }
            }
        } catch (MarkedYAMLException e) {
            throw malformed(path + place(e), String.valueOf(e.getProblem()));
        } catch (YAMLException e) {
            throw malformed(
                    path.toString(),
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("no YAML"));
        }
        requireKnownNames(path, merged);
        return merged;
    }

    private static String place(MarkedYAMLException failure) {
        return failure.getProblemMark() == null
                ? ""
                : ":" + (failure.getProblemMark().getLine() + 1) + ":"
                        + (failure.getProblemMark().getColumn() + 1);
    }

    private static void requireKnownNames(Path path, Map<?, ?> content) {
        for (Object key : content.keySet()) {
            String name = String.valueOf(key);
            String root = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
            if (!TOP_LEVEL.contains(root)) {
                throw malformed(
                        path.toString(),
                        "unknown name `" + name + "` at the top; Weir's own settings go below `weir:`");
            }
        }
    }

    private static CommandFailure malformed(String where, String problem) {
        return CommandFailure.failed(
                "configuration " + where + " is malformed: " + problem, "correct the file; Weir didn't start");
    }

    Path path() {
        return path;
    }

    /** A single value by its full name, in either of YAML's spellings, {@code a.b} or nested. */
    Optional<String> text(String name) {
        return value(content, name).filter(value -> !(value instanceof Map)).map(Object::toString);
    }

    /** A list by its full name; a single value counts as a list of one. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        value(content, name).ifPresent(value -> {
            List<?> items = value instanceof List<?> list ? list : List.of(value);
            items.forEach(item -> texts.add(String.valueOf(item)));
        });
        return List.copyOf(texts);
    }

    private static Optional<Object> value(Map<?, ?> map, String name) {
        Object whole = map.get(name);
        if (whole != null) {
            return Optional.of(whole);
        }
        for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
            if (map.get(name.substring(0, dot)) instanceof Map<?, ?> inner) {
                Optional<Object> found = value(inner, name.substring(dot + 1));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** The file as Spring Boot's {@code spring.config.additional-location} wants it. */
    String springLocation() {
        String name = path.toString();
        boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
        return "file:" + name + (yaml ? "" : "[.yaml]");
    }
}
