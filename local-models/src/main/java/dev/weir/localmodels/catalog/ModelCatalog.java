package dev.weir.localmodels.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.weir.localmodels.ModelId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The models Weir knows by name.
 *
 * @param models at least one; the first is the default
 */
public record ModelCatalog(List<ModelManifest> models) {

    private static final String RESOURCE = "models.json";
    private static final int FORMAT_VERSION = 1;

    public ModelCatalog {
        models = List.copyOf(models);
        if (models.isEmpty()) {
            throw new IllegalArgumentException("a catalogue without models has no default");
        }
    }

    /** The catalogue that ships with this version of Weir. */
    public static ModelCatalog builtIn() {
        try (InputStream in = ModelCatalog.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("this build of Weir lacks its model catalogue `" + RESOURCE + "`");
            }
            CatalogFile file = JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .build()
                    .readValue(in, CatalogFile.class);
            return file.catalog();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the built-in model catalogue", e);
        }
    }

    /** The model served when nobody names another. */
    public ModelManifest defaultModel() {
        return models.getFirst();
    }

    /** The model of that name, if the catalogue has it. */
    public Optional<ModelManifest> find(String id) {
        return models.stream().filter(model -> model.id().value().equals(id)).findFirst();
    }

    private record CatalogFile(int formatVersion, List<Entry> models) {

        ModelCatalog catalog() {
            if (formatVersion != FORMAT_VERSION) {
                throw new IllegalStateException(
                        "model catalogue of format " + formatVersion + ", expected " + FORMAT_VERSION);
            }
            return new ModelCatalog(models.stream().map(Entry::manifest).toList());
        }
    }

    private record Entry(
            String id,
            String file,
            long sizeBytes,
            String sha256,
            String licence,
            String origin,
            List<ModelSource> sources) {

        @JsonCreator
        Entry {}

        ModelManifest manifest() {
            return new ModelManifest(new ModelId(id), file, sizeBytes, sha256, licence, origin, sources);
        }
    }
}
