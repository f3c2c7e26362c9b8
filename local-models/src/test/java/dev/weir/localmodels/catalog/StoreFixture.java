package dev.weir.localmodels.catalog;

import dev.weir.localmodels.ModelId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store in a folder of its own, a made-up model, and what was heard while it was pulled. */
final class StoreFixture {

    static final long PLENTY = 1L << 40;

    private final List<PullEvent> events = new CopyOnWriteArrayList<>();
    private final Path folder;
    private final byte[] content;
    private final ModelManifest manifest;

    StoreFixture(Path folder) throws IOException {
        this.folder = folder;
        this.content = new byte[300_000];
        new Random(7).nextBytes(content);
        Path file = Files.write(folder.resolve("published.gguf"), content);
        this.manifest = new ModelManifest(
                new ModelId("made-up"),
                "made-up.gguf",
                content.length,
                Sha256.of(file, bytes -> {}),
                "Apache-2.0",
                "a test",
                List.of());
    }

    byte[] content() {
        return content.clone();
    }

    /** The same length, other bytes. */
    byte[] forged() {
        byte[] forged = content.clone();
        forged[forged.length / 2] ^= 1;
        return forged;
    }

    Path publishedFile() {
        return folder.resolve("published.gguf");
    }

    ModelManifest manifest() {
        return manifest;
    }

    Path modelFile() {
        return modelFolder().resolve(ModelStore.MODEL_FILE);
    }

    Path part() {
        return modelFolder().resolve(ModelStore.PART_FILE);
    }

    Path modelFolder() {
        return folder.resolve("models").resolve("made-up").resolve(manifest.version());
    }

    /** Leaves the beginning of a file as a pull does that broke off. */
    void keep(byte[] beginning, int length) throws IOException {
        Files.createDirectories(modelFolder());
        Files.write(part(), Arrays.copyOf(beginning, length));
    }

    ModelStore store() {
        return store(PLENTY, "python-is-not-here");
    }

    ModelStore store(long usableBytes, String python) {
        return new ModelStore(
                folder.resolve("models"),
                new PullSettings(
                        Duration.ofSeconds(5), Duration.ofMillis(700), 5, List.of(python), path -> usableBytes));
    }

    InstalledModel pull(URI... sources) {
        return pull(Arrays.stream(sources)
                .<ModelSource>map(ModelSource.UrlFile::new)
                .toList());
    }

    InstalledModel pull(List<ModelSource> sources) {
        return store().pull(manifest, sources, events::add);
    }

    ProgressListener listener() {
        return events::add;
    }

    <T extends PullEvent> List<T> heard(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
