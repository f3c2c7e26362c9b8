package dev.weir.gateway.cli;

import dev.weir.localmodels.catalog.InstalledModel;
import dev.weir.localmodels.catalog.ModelCatalog;
import dev.weir.localmodels.catalog.ModelManifest;
import dev.weir.localmodels.catalog.ModelSource;
import dev.weir.localmodels.catalog.ModelStore;
import dev.weir.localmodels.catalog.ModelStoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Models by name, and pulling them from where the user and the catalogue say. */
final class ModelPulls {

    private final Surroundings surroundings;
    private final ModelStore store;
    private final ModelCatalog catalog = ModelCatalog.builtIn();

    ModelPulls(Surroundings surroundings, Folders folders) {
        this.surroundings = surroundings;
        this.store = new ModelStore(folders.models());
    }

    ModelStore store() {
        return store;
    }

    ModelCatalog catalog() {
        return catalog;
    }

    /** The model of that name, or the default model where none is named. */
    ModelManifest manifest(Optional<String> name) {
        if (name.isEmpty()) {
            return catalog.defaultModel();
        }
        return catalog.find(name.get()).orElseThrow(() -> {
            String known = catalog.models().stream()
                    .map(model -> "`" + model.id() + "`")
                    .collect(Collectors.joining(", "));
            return CommandFailure.failed("no model `" + name.get() + "` in the catalogue", "there is " + known);
        });
    }

    /**
     * Pulls a model unless it's here and sound.
     *
     * @param first files and mirrors to try before the catalogue's own sources
     */
    InstalledModel pull(ModelManifest manifest, List<String> first) {
        List<ModelSource> sources = new ArrayList<>();
        first.forEach(written -> sources.add(source(written)));
        surroundings.variable("WEIR_MODEL_SOURCE").ifPresent(written -> sources.add(source(written)));
        sources.addAll(manifest.sources());
        PullReporter reporter = new PullReporter(
                manifest.id().value(), surroundings.err(), surroundings.isTerminal(), System::nanoTime);
        try {
            return store.pull(manifest, sources, reporter);
        } catch (ModelStoreException e) {
            throw explain(e);
        }
    }

    private ModelSource source(String written) {
        try {
            ModelSource source = ModelSource.parse(written);
            return source instanceof ModelSource.LocalFile(var path)
                    ? new ModelSource.LocalFile(surroundings.path(path.toString()))
                    : source;
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(
                    "cannot pull a model from there: " + e.getMessage(), "name a file or an https address");
        }
    }

    private static CommandFailure explain(ModelStoreException failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure.reason()) {
            case UNREACHABLE ->
                CommandFailure.unreachable(
                        message,
                        "go online, or bring the file by other means: weir models pull --from FILE-OR-HTTPS-ADDRESS");
            case REFUSED ->
                CommandFailure.failed(message, "what a source gave isn't the model; nothing of it was kept", failure);
            case DISK_FULL ->
                CommandFailure.failed(
                        message, "free some space, or set WEIR_MODELS_DIR to a folder with more", failure);
            case UNUSABLE ->
                CommandFailure.failed(message, "set WEIR_MODELS_DIR to a folder that you can write", failure);
        };
    }
}
