package dev.weir.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start from which Java learns: it leaves a cache for the next ones, and nothing else. */
class RehearsalTest {

    @TempDir
    private Path folder;

    @Test
    void rehearse_modelInstalled_answersAndLeavesACacheAlone() throws Exception {
        Path cache = folder.resolve("start.aot");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));

        String said = rehearse("-XX:AOTCacheOutput=" + cache, "-Djava.io.tmpdir=" + temporary);

        assertThat(said).contains("rehearsed");
        assertThat(cache).isNotEmptyFile();
        try (var left = Files.list(temporary)) {
            assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("weir"));
        }
    }

    private String rehearse(String... options) throws IOException, InterruptedException {
        Path said = Files.createTempFile(folder, "said", "");
        Process process = new ProcessBuilder(GatewayProcess.command(options, "rehearse"))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean ended = process.waitFor(10, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended).as("ended by itself").isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        return Files.readString(said);
    }
}
