package dev.weir.router.learning;

import dev.weir.router.model.DifficultyEstimator;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
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
     * @throws IOException if a line has no id or no text, or a file can't be read or written
     */
    public static int run(DifficultyEstimator estimator, Path in, Path out) throws IOException {
        AtomicInteger count = new AtomicInteger();
        try (BufferedWriter writer = Files.newBufferedWriter(out)) {
            JsonLines.each(in, (line, row) -> {
                require(row.path("id").isString() || row.path("id").isNumber(), "`id`", line, in);
                require(row.path("text").isString(), "`text`", line, in);
                ObjectNode scored = MAPPER.createObjectNode();
                scored.set("id", row.path("id"));
                scored.put("score", estimator.score(row.path("text").asString()));
                writer.write(MAPPER.writeValueAsString(scored));
                writer.newLine();
                count.incrementAndGet();
            });
        }
        return count.get();
    }

    private static void require(boolean holds, String field, int line, Path file) throws IOException {
        if (!holds) {
            throw new IOException("line " + line + " of " + file.getFileName() + " has no " + field);
        }
    }
}
