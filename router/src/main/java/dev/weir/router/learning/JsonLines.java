package dev.weir.router.learning;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Reads files of one JSON object a line, gzipped or plain. */
public final class JsonLines {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonLines() {}

    /**
     * All objects of a file, in order.
     *
     * @throws IOException if it can't be read, or a line is no JSON object
     */
    public static List<JsonNode> read(Path file) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        each(file, (_, row) -> rows.add(row));
        return rows;
    }

    /** What is done with each object of a file. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Takes one object.
         *
         * @param line its line in the file, from 1 on
         */
        void visit(int line, JsonNode row) throws IOException;
    }

    /** Shows all objects of a file, in order, without keeping them. */
    static void each(Path file, Visitor visitor) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    visitor.visit(number, parse(line, file, number));
                }
            }
        }
    }

    private static JsonNode parse(String line, Path file, int number) throws IOException {
        try {
            JsonNode row = MAPPER.readTree(line);
            if (row.isObject()) {
                return row;
            }
        } catch (JacksonException malformed) {
            throw new IOException("line " + number + " of " + file.getFileName() + " is no JSON", malformed);
        }
        throw new IOException("line " + number + " of " + file.getFileName() + " is no JSON object");
    }

    @SuppressWarnings("MustBeClosedChecker") // closed with the reader around it
    private static InputStream open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            return file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        } catch (IOException failure) {
            raw.close();
            throw failure;
        }
    }
}
