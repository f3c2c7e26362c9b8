package dev.weir.gateway.cli;

import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.yaml.NameSuggester;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The policies that Weir ships, by name, and the schema of policy files. */
final class ReadyMadePolicies {
    static final String DEFAULT = "default";

    private static final String FOLDER = "/dev/weir/policy/";
    private static final String ENDING = ".yaml";

    private ReadyMadePolicies() {}

    /** All names, sorted. */
    static List<String> names() {
        try {
            return files(resource(DEFAULT + ENDING).orElseThrow()).stream()
                    .filter(file -> file.endsWith(ENDING))
                    .map(file -> file.substring(0, file.length() - ENDING.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Words for a hint: the name that was probably meant, and all names. */
    static String choice(String unknown) {
        List<String> names = names();
        String meant = NameSuggester.nearest(unknown, names)
                .map(name -> " (did you mean `" + name + "`?)")
                .orElse("");
        return "one of the ready-made policies: " + String.join(", ", names) + meant;
    }

    /** A policy's text, if there is one of this name. */
    static Optional<byte[]> find(String name) {
        return name.matches("[a-z0-9-]+") ? resource(name + ENDING).map(ReadyMadePolicies::read) : Optional.empty();
    }

    /** The JSON Schema of policy files. */
    static byte[] schema() {
        return read(resource("policy.schema.json").orElseThrow());
    }

    private static Optional<URL> resource(String name) {
        return Optional.ofNullable(PolicySet.class.getResource(FOLDER + name));
    }

    /** The files beside a resource, which lies in a jar, in a jar within a jar, or in a build folder. */
    private static List<String> files(URL anchor) throws IOException {
        URLConnection connection = anchor.openConnection();
        if (connection instanceof JarURLConnection jar) {
            String folder = FOLDER.substring(1);
            return jar.getJarFile().stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(folder) && name.indexOf('/', folder.length()) < 0)
                    .map(name -> name.substring(folder.length()))
                    .toList();
        }
        try (Stream<Path> files =
                Files.list(Path.of(URI.create(anchor.toString())).resolveSibling(""))) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private static byte[] read(URL resource) {
        try (InputStream stream = resource.openStream()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
