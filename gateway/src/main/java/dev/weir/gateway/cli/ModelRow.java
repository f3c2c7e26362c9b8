package dev.weir.gateway.cli;

import dev.weir.localmodels.catalog.ModelManifest;
import dev.weir.localmodels.catalog.ModelState;
import dev.weir.localmodels.catalog.ModelStore;

/** A model as {@code weir models} prints it. */
record ModelRow(String id, String state, long sizeBytes, String licence, String origin, String sha256, String path) {

    static ModelRow of(ModelManifest manifest, ModelState state, ModelStore store) {
        String path = state instanceof ModelState.Ready(var model)
                ? model.file().toString()
                : store.folder(manifest).toString();
        return new ModelRow(
                manifest.id().value(),
                state(state),
                manifest.sizeBytes(),
                manifest.licence(),
                manifest.origin(),
                manifest.sha256(),
                path);
    }

    static String state(ModelState state) {
        return switch (state) {
            case ModelState.Missing() -> "not pulled";
            case ModelState.Partial(long bytes) -> "partly pulled";
            case ModelState.Ready ready -> "ready";
            case ModelState.Damaged(String reason) -> "damaged: " + reason;
        };
    }
}
