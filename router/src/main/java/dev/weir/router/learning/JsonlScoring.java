package dev.weir.router.learning;

import dev.weir.router.model.DifficultyEstimator;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** Scores the texts of one file into another, line by line and in order. */
public final class JsonlScoring {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonlScoring() {}

    /**
     * Reads lines of {@code {"id", "text"}} and writes lines of {@code {"id", "score"}}; an id stays what it was, a
     * number or a string.
     *
     * @return how many
     * @throws IOException if a line has no text, or a file can't be read or written
     */
    public static int run(DifficultyEstimator estimator, Path in, Path out) throws IOException {
        int count = 0;
        try (BufferedWriter writer = Files.newBufferedWriter(out)) {
            for (JsonNode row : JsonLines.read(in)) {
                count++;
                if (!row.path("text").isString()) {
                    throw new IOException("object " + count + " of " + in.getFileName() + " has no `text`");
                }
                ObjectNode scored = MAPPER.createObjectNode();
                scored.set("id", row.path("id"));
                scored.put("score", estimator.score(row.path("text").asString()));
                writer.write(MAPPER.writeValueAsString(scored));
                writer.newLine();
            }
        }
        return count;
    }
}
