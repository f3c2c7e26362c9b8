package dev.weir.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

    private final Path folder;

    ConfigFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void find_severalFiles_firstOfTheOrderAlone() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        assertThat(ConfigFile.find(null, surroundings(Map.of()), data)).isEmpty();

        Path inData = Files.writeString(data.resolve("weir.yaml"), "server: {port: 1}");
        assertThat(path(Map.of(), data)).isEqualTo(inData);

        Path here = Files.writeString(folder.resolve("weir.yaml"), "server: {port: 2}");
        assertThat(path(Map.of(), data)).isEqualTo(here);

        Path named = Files.writeString(folder.resolve("named.yaml"), "server: {port: 3}");
        assertThat(path(Map.of("WEIR_CONFIG", "named.yaml"), data)).isEqualTo(named);
    }

    @Test
    void text_nestedDottedAndMixedNames_found() throws IOException {
        Path file = Files.writeString(
                folder.resolve("weir.yaml"),
                "server.port: 9000\nserver: {address: 127.0.0.1}\nweir.model-store: {sources: [a, b]}\n");

        ConfigFile config = ConfigFile.read(file);

        assertThat(config.text("server.port")).hasValue("9000");
        assertThat(config.text("server.address")).hasValue("127.0.0.1");
        assertThat(config.texts("weir.model-store.sources")).containsExactly("a", "b");
        assertThat(config.text("server")).isEmpty();
    }

    @Test
    void springLocation_fileWithoutYamlEnding_saysItIsYaml() throws IOException {
        Path file = Files.writeString(folder.resolve("weir.conf"), "weir: {}");

        assertThat(ConfigFile.read(file).springLocation()).isEqualTo("file:" + file + "[.yaml]");
    }

    private Path path(Map<String, String> environment, Path data) {
        return ConfigFile.find(null, surroundings(environment), data)
                .orElseThrow()
                .path();
    }

    private Surroundings surroundings(Map<String, String> environment) {
        return new Surroundings(environment, folder, folder, System.out, System.err);
    }
}
