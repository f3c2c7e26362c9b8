package dev.weir.gateway.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code keys.json} in the data directory: the hashes of the keys that this gateway made itself. */
record KeyFile(Path path) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private record Content(List<Line> keys) {}

    /** A key on disk. Only keys that the configuration declares have labels. */
    private record Line(String id, String team, boolean admin, String sha256) {
        static Line of(StoredKey key) {
            return new Line(key.id(), key.team(), key.admin(), key.sha256());
        }

        StoredKey stored() {
            return new StoredKey(id, team, admin, sha256);
        }
    }

    static KeyFile in(Path dataDirectory) {
        return new KeyFile(dataDirectory.resolve("keys.json"));
    }

    /** The keys; none where there is no file yet. A file that can't be read as a whole is an error, never "no keys". */
    List<StoredKey> read() {
        if (Files.notExists(path)) {
            return List.of();
        }
        try {
            return JSON.readValue(Files.readString(path), Content.class).keys().stream()
                    .map(Line::stored)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + "; check that it is yours", e);
        } catch (JacksonException e) {
            throw new IllegalStateException(
                    path + " is damaged; restore it, or remove it to have a new bootstrap key made", e);
        }
    }

    void write(List<StoredKey> keys) {
        OwnerOnlyFile.write(
                path,
                JSON.writerWithDefaultPrettyPrinter()
                                .writeValueAsString(
                                        new Content(keys.stream().map(Line::of).toList()))
                        + "\n");
    }
}
