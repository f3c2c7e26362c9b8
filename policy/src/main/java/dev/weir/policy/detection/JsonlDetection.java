package dev.weir.policy.detection;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs detection over a file of texts, so that anyone can measure it: reads {@code {id, text}} a line, plain or gzipped,
 * and writes {@code {id, spans: [{start, end, label, score}]}} with offsets in Unicode code points.
 */
public final class JsonlDetection {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final RequestInspector inspector;

    public JsonlDetection(RequestInspector inspector) {
        this.inspector = inspector;
    }

    /** Writes one line of findings for each line of texts. */
    public void run(Path texts, Path findings) throws IOException {
        try (BufferedReader in = reader(texts);
                BufferedWriter out = Files.newBufferedWriter(findings)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write(detect(JSON.readTree(line)).toString());
                out.newLine();
            }
        }
    }

    private ObjectNode detect(JsonNode entry) {
        String text = entry.path("text").asString("");
        ObjectNode result = JSON.createObjectNode();
        result.set("id", entry.path("id"));
        var spans = result.putArray("spans");
        for (Finding finding : inspector.inspect(text).findings()) {
            spans.addObject()
                    .put("start", text.codePointCount(0, finding.start()))
                    .put("end", text.codePointCount(0, finding.end()))
                    .put("label", label(finding.entity()))
                    .put("score", finding.score());
        }
        return result;
    }

    /** The label that public corpora use. */
    private static String label(Entity entity) {
        return switch (entity.category()) {
            case SECRET -> "SECRET";
            case HEALTH -> entity.equals(StandardEntities.HEALTH_RECORD) ? "MEDICAL_ID" : "HEALTH";
            case PERSONAL, CONFIDENTIAL -> entity.equals(StandardEntities.US_SSN) ? "NATIONAL_ID" : entity.name();
        };
    }

    private static BufferedReader reader(Path path) throws IOException {
        InputStream file = Files.newInputStream(path);
        InputStream in = path.toString().endsWith(".gz") ? new GZIPInputStream(file) : file;
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
}
