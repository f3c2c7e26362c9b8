package dev.weir.policy.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.detection.RequestInspector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonlDetectionTest {

    @Test
    void run_textWithAnEmoji_offsetsAreCodePoints(@TempDir Path folder) throws IOException {
        Path in = folder.resolve("in.jsonl");
        Path out = folder.resolve("out.jsonl");
        Files.writeString(in, """
                {"id": "1", "text": "😀 ann@example.com", "lang": "en"}
                {"id": "2", "text": "nothing here"}
                """);

        int count = new JsonlDetection(RequestInspector.standard()).run(in, out);

        assertThat(count).isEqualTo(2);
        assertThat(Files.readAllLines(out))
                .containsExactly(
                        "{\"id\":\"1\",\"spans\":[{\"start\":2,\"end\":17,\"label\":\"EMAIL\",\"score\":0.95}]}",
                        "{\"id\":\"2\",\"spans\":[]}");
    }
}
