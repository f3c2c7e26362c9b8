package dev.weir.localmodels.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.localmodels.catalog.ModelSource.HuggingFaceFile;
import dev.weir.localmodels.catalog.ModelSource.LocalFile;
import dev.weir.localmodels.catalog.ModelSource.PythonPackage;
import dev.weir.localmodels.catalog.ModelSource.UrlFile;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCatalogTest {

    @Test
    void builtIn_defaultModel_pinnedWithTwoSources() {
        ModelManifest manifest = ModelCatalog.builtIn().defaultModel();

        assertThat(manifest.id()).hasToString("smollm2-135m-instruct");
        assertThat(manifest.version()).isEqualTo("b179c9523d0e");
        assertThat(manifest.sizeBytes()).isEqualTo(98_362_432);
        assertThat(manifest.sources()).hasExactlyElementsOfTypes(HuggingFaceFile.class, PythonPackage.class);
    }

    @Test
    void find_unknownName_empty() {
        assertThat(ModelCatalog.builtIn().find("gpt-5")).isEmpty();
    }

    @Test
    void parse_addressesAndPaths_toldApart() {
        assertThat(ModelSource.parse("https://mirror.example/m.gguf")).isInstanceOf(UrlFile.class);
        assertThat(ModelSource.parse("http://127.0.0.1:8000/m.gguf")).isInstanceOf(UrlFile.class);
        assertThat(ModelSource.parse("file:///srv/m.gguf")).isEqualTo(new LocalFile(Path.of("/srv/m.gguf")));
        assertThat(ModelSource.parse("models/m.gguf")).isEqualTo(new LocalFile(Path.of("models/m.gguf")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://mirror.example/m.gguf",
                "http://127.0.0.1.example/m.gguf",
                "ftp://mirror.example/m.gguf",
                "https://user:word@mirror.example/m.gguf",
                "http:///m.gguf"
            })
    void parse_addressNotFetchedFrom_refused(String address) {
        assertThatThrownBy(() -> ModelSource.parse(address)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void label_addressWithQuery_leavesItOut() {
        UrlFile source = new UrlFile(URI.create("https://mirror.example/m.gguf?token=abc"));

        assertThat(source.label()).isEqualTo("https://mirror.example/m.gguf");
    }
}
