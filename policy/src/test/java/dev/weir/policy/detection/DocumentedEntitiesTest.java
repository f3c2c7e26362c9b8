package dev.weir.policy.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.detection.Entity.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Readers of {@code docs/privacy-entities.md} can rely on its list. */
class DocumentedEntitiesTest {

    private static final Path DOCS = Path.of("../docs/privacy-entities.md");

    @Test
    void page_listsEveryPackAndEntityButVendorsKeys() throws IOException {
        String page = Files.readString(DOCS);
        List<String> words = Arrays.asList(page.split("[^A-Z0-9_a-z]+"));

        assertThat(words).containsAll(RecogniserRegistry.packs());
        assertThat(words)
                .containsAll(RecogniserRegistry.everything().catalogue().entities().values().stream()
                        .filter(entity -> entity.category() != Category.SECRET)
                        .map(Entity::name)
                        .toList());
    }
}
