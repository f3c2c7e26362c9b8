package dev.weir.localmodels.classify;

import dev.weir.localmodels.onnx.OnnxSessionOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Predicts records {@code {id, text}} with the classifier that ships: {@code {id, spans: [{start, end, label, score}]}}
 * with offsets in code points.
 *
 * <p>Arguments: the output file, then input files, gzipped where the name ends in {@code .gz}. Prints characters per
 * second to standard output.
 */
final class PredictRecords {

    private static final JsonMapper JSON = new JsonMapper();

    private PredictRecords() {}

    @SuppressWarnings("SystemOut") // a program for the command line
    public static void main(String... arguments) throws IOException {
        long characters = 0;
        long nanos = 0;
        try (TokenClassifier classifier =
                        TokenClassifier.bundled(new OnnxSessionOptions(2, OnnxSessionOptions.DEFAULT_SPIN));
                Writer out = Files.newBufferedWriter(Path.of(arguments[0]))) {
            for (String input : List.of(arguments).subList(1, arguments.length)) {
                for (JsonNode record : records(Path.of(input))) {
                    String text = record.get("text").asString();
                    long began = System.nanoTime();
                    List<TokenSpan> spans = classifier.classify(text);
                    nanos += System.nanoTime() - began;
                    characters += text.length();
                    out.write(JSON.writeValueAsString(line(record.get("id").asString(), text, spans)) + "\n");
                }
            }
        }
        System.out.printf("%d characters, %.0f characters/s%n", characters, characters * 1e9 / nanos);
    }

    private static Map<String, Object> line(String id, String text, List<TokenSpan> spans) {
        return Map.of(
                "id",
                id,
                "spans",
                spans.stream()
                        .map(span -> Map.of(
                                "start", text.codePointCount(0, span.start()),
                                "end", text.codePointCount(0, span.end()),
                                "label", span.label(),
                                "score", span.score()))
                        .toList());
    }

    private static List<JsonNode> records(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank())
                    .map(JSON::readTree)
                    .toList();
        }
    }
}
