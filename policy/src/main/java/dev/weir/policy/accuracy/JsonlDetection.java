package dev.weir.policy.accuracy;

import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.detection.RequestInspector;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs detection over texts, so that anyone can measure it: reads {@code {id, text}} a line, plain or gzipped, and
 * writes {@code {id, spans: [{start, end, label, score}]}} with offsets in Unicode code points. A value that may be several
 * things is written once for each label.
 */
public final class JsonlDetection {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final RequestInspector inspector;

    public JsonlDetection(RequestInspector inspector) {
        this.inspector = inspector;
    }

    /** A prediction with its score. */
    private record Scored(LabelledSpan span, double score) {}

    /**
     * Writes one line of findings for each line of texts.
     *
     * @return how many texts there were
     * @throws IOException a file can't be read or written, or a text can't be inspected
     */
    public int run(Path texts, Path findings) throws IOException {
        int count = 0;
        try (BufferedReader in = JsonlTexts.reader(texts);
                BufferedWriter out = Files.newBufferedWriter(findings)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isBlank()) {
                    out.write(detect(JSON.readTree(line)).toString());
                    out.newLine();
                    count++;
                }
            }
        }
        return count;
    }

    /** The predictions for one text. */
    public List<LabelledSpan> predict(LabelledText text) throws IOException {
        return scored(text.id(), text.text()).stream().map(Scored::span).toList();
    }

    private ObjectNode detect(JsonNode entry) throws IOException {
        ObjectNode result = JSON.createObjectNode();
        result.set("id", entry.path("id"));
        var spans = result.putArray("spans");
        for (Scored found :
                scored(entry.path("id").asString(""), entry.path("text").asString(""))) {
            spans.addObject()
                    .put("start", found.span.start())
                    .put("end", found.span.end())
                    .put("label", found.span.label())
                    .put("score", found.score);
        }
        return result;
    }

    private List<Scored> scored(String id, String text) throws IOException {
        Inspection inspection = inspector.inspect(text);
        if (inspection instanceof Inspection.Incomplete incomplete) {
            throw new IOException("text `" + id + "` could not be inspected: " + incomplete.cause());
        }
        var scored = new ArrayList<Scored>();
        for (Finding finding : inspection.findings()) {
            int start = text.codePointCount(0, finding.start());
            int end = start + text.codePointCount(finding.start(), finding.end());
            var labels = new LinkedHashSet<String>();
            labels.add(Labels.of(finding.entity()));
            finding.alternatives().forEach(entity -> labels.add(Labels.of(entity)));
            labels.forEach(label -> scored.add(new Scored(new LabelledSpan(start, end, label), finding.score())));
        }
        return scored;
    }
}
