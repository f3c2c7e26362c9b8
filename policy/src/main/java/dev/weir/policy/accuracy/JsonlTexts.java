package dev.weir.policy.accuracy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Reads labelled texts and predictions, a JSON object a line, plain or gzipped. */
public final class JsonlTexts {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private JsonlTexts() {}

    /** The texts of a file, or of every {@code .jsonl} and {@code .jsonl.gz} file below a folder that labels spans. */
    public static List<LabelledText> read(Path place) throws IOException {
        var texts = new ArrayList<LabelledText>();
        for (Path file : files(place)) {
            try (BufferedReader in = reader(file)) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    JsonNode entry = line.isBlank() ? JSON.missingNode() : JSON.readTree(line);
                    if (entry.path("spans").isArray() && entry.path("text").isString()) {
                        texts.add(text(entry));
                    }
                }
            }
        }
        return texts;
    }

    /** Predicted spans by text id. */
    public static Map<String, List<LabelledSpan>> readPredictions(Path file) throws IOException {
        var predictions = new HashMap<String, List<LabelledSpan>>();
        try (BufferedReader in = reader(file)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isBlank()) {
                    JsonNode entry = JSON.readTree(line);
                    predictions
                            .computeIfAbsent(entry.path("id").asString(""), id -> new ArrayList<>())
                            .addAll(spans(entry));
                }
            }
        }
        return predictions;
    }

    /** Opens a file, unpacking it where its name ends in {@code .gz}. */
    public static BufferedReader reader(Path path) throws IOException {
        InputStream file = Files.newInputStream(path);
        InputStream in = path.toString().endsWith(".gz") ? new GZIPInputStream(file, 65_536) : file;
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** The file itself, or every {@code .jsonl} and {@code .jsonl.gz} file below a folder. */
    public static List<Path> files(Path place) throws IOException {
        if (Files.isRegularFile(place)) {
            return List.of(place);
        }
        try (Stream<Path> walk = Files.walk(place)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".jsonl")
                            || file.toString().endsWith(".jsonl.gz"))
                    .sorted()
                    .toList();
        }
    }

    private static LabelledText text(JsonNode entry) {
        var scope = new TreeSet<String>();
        entry.path("scope").forEach(label -> scope.add(Labels.canonical(label.asString(""))));
        return new LabelledText(
                entry.path("id").asString(""),
                entry.path("text").stringValue(),
                entry.path("source").asString(""),
                scope,
                spans(entry));
    }

    private static List<LabelledSpan> spans(JsonNode entry) {
        var spans = new ArrayList<LabelledSpan>();
        for (JsonNode span : entry.path("spans")) {
            spans.add(new LabelledSpan(
                    span.path("start").intValue(),
                    span.path("end").intValue(),
                    Labels.canonical(span.path("label").asString(""))));
        }
        return spans;
    }
}
