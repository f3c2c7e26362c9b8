package dev.weir.localmodels.catalog;

import dev.weir.localmodels.catalog.ModelStoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The models on this machine: {@code <folder>/<id>/<version>/model.gguf}, with {@code manifest.json} beside it. A file
 * is under its final name only when its digest was right. Once a model is here, no network is used.
 *
 * <p>Safe for any number of threads and processes: changes to one model wait for each other, readers never wait.
 */
public final class ModelStore {

    static final String MODEL_FILE = "model.gguf";
    static final String PART_FILE = "model.gguf.part";
    static final String MANIFEST_FILE = "manifest.json";

    private final Path folder;
    private final PullSettings settings;

    /** @param folder where the models are; it's created when the first one is pulled */
    public ModelStore(Path folder) {
        this(folder, PullSettings.standard());
    }

    ModelStore(Path folder, PullSettings settings) {
        this.folder = folder.toAbsolutePath().normalize();
        this.settings = settings;
    }

    /** The folder of this version of a model, whether or not it exists. */
    public Path folder(ModelManifest manifest) {
        return folder.resolve(manifest.id().value()).resolve(manifest.version());
    }

    /** What is here of a model, judged by name and length alone; quick. */
    public ModelState state(ModelManifest manifest) {
        Path file = folder(manifest).resolve(MODEL_FILE);
        Path part = folder(manifest).resolve(PART_FILE);
        try {
            if (Files.isRegularFile(file)) {
                long size = Files.size(file);
                return size == manifest.sizeBytes()
                        ? new ModelState.Ready(
                                new InstalledModel(manifest.id(), folder(manifest), size, manifest.sha256()))
                        : new ModelState.Damaged(size + " bytes where " + manifest.sizeBytes() + " are expected");
            }
            return Files.isRegularFile(part) ? new ModelState.Partial(Files.size(part)) : new ModelState.Missing();
        } catch (IOException e) {
            throw unusable("cannot read", file, e);
        }
    }

    /** The model if its file is here, by name and length. */
    public Optional<InstalledModel> find(ModelManifest manifest) {
        return state(manifest) instanceof ModelState.Ready(InstalledModel model)
                ? Optional.of(model)
                : Optional.empty();
    }

    /** What is here of a model, after reading its whole file and computing its digest. */
    public ModelState verify(ModelManifest manifest) {
        return verify(manifest, bytes -> {});
    }

    private ModelState verify(ModelManifest manifest, LongConsumer progress) {
        if (!(state(manifest) instanceof ModelState.Ready(InstalledModel model))) {
            return state(manifest);
        }
        try {
            return Sha256.of(model.file(), progress).equals(manifest.sha256())
                    ? new ModelState.Ready(model)
                    : new ModelState.Damaged("its SHA-256 isn't the expected one");
        } catch (IOException e) {
            throw unusable("cannot read", model.file(), e);
        }
    }

    /**
     * Makes sure that a model is here: checks what is here, and otherwise gets it from the first source that has it.
     *
     * @param sources where to look, in this order
     * @throws ModelStoreException if the model isn't here afterwards; what arrived of it is kept for the next pull
     */
    public InstalledModel pull(ModelManifest manifest, List<ModelSource> sources, ProgressListener listener) {
        Path model = folder(manifest);
        Path lock = folder.resolve(".locks").resolve(manifest.id() + ".lock");
        try (StoreLock _ = StoreLock.acquire(lock, () -> listener.on(new PullEvent.WaitingForOtherPull()))) {
            switch (verify(manifest)) {
                case ModelState.Ready(InstalledModel installed) -> {
                    return installed;
                }
                case ModelState.Damaged(String reason) -> listener.on(new PullEvent.ReplacingDamaged(reason));
                case ModelState.Missing() -> Files.createDirectories(model);
                case ModelState.Partial(long bytes) -> Files.createDirectories(model);
            }
            new Pull(manifest, model, settings, listener).from(sources);
            return find(manifest).orElseThrow(() -> new IllegalStateException("the pulled file vanished"));
        } catch (IOException e) {
            throw unusable("cannot write", model, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelStoreException(Reason.UNUSABLE, "interrupted while waiting for another pull", e);
        }
    }

    /**
     * Removes every version of a model and what was derived from it.
     *
     * @return the bytes that were freed
     */
    public long remove(ModelManifest manifest) {
        Path versions = folder.resolve(manifest.id().value());
        if (!Files.isDirectory(versions)) {
            return 0;
        }
        Path lock = folder.resolve(".locks").resolve(manifest.id() + ".lock");
        try (StoreLock _ = StoreLock.acquire(lock, () -> {})) {
            return FolderTree.delete(versions);
        } catch (IOException e) {
            throw unusable("cannot remove", versions, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelStoreException(Reason.UNUSABLE, "interrupted while waiting for a pull", e);
        }
    }

    private static ModelStoreException unusable(String what, Path path, IOException cause) {
        return new ModelStoreException(Reason.UNUSABLE, what + " " + path + ": " + cause.getMessage(), cause);
    }
}
