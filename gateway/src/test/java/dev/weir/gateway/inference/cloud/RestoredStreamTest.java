package dev.weir.gateway.inference.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.detection.Inspection;
import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.pseudonym.ChunkRestorer;
import dev.weir.policy.pseudonym.PseudonymKey;
import dev.weir.policy.pseudonym.PseudonymScope;
import dev.weir.policy.pseudonym.Pseudonymised;
import dev.weir.policy.pseudonym.Pseudonymiser;
import dev.weir.policy.pseudonym.SurrogateFormats;
import dev.weir.policy.pseudonym.TextForm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A provider's stream of bytes, cut anywhere, through event reader and restorer: two answers and a tool call that take
 * turns come out as they were before their pseudonyms.
 */
class RestoredStreamTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final RequestInspector INSPECTOR = RequestInspector.standard();
    private static final List<String> VALUES = List.of(
            "ann.lee%d@example.com",
            "+1 415 555 013%d", "DE89 3704 0044 0532 0130 00", "203.0.113.%d", "4111 1111 1111 1111");
    private static final List<String> WORDS =
            List.of("😀", "điện thoại", "[", "]", "\"quoted\"", "\\", "\n", "[EMAIL_");
    private static final String INVENTED = "[EMAIL_ZZZZZZ]";

    @Test
    void restore_bytesCutAnywhere_everyFieldAsItWas() throws IOException {
        for (int seed = 0; seed < 40; seed++) {
            restore(seed);
        }
    }

    private static void restore(int seed) throws IOException {
        Random random = new Random(seed);
        SurrogateFormats formats = seed % 2 == 0 ? SurrogateFormats.PLACEHOLDERS : SurrogateFormats.REALISTIC;
        Map<String, String> fields = new TreeMap<>();
        fields.put("0", text(random));
        fields.put("1", text(random));
        fields.put("call", JSON.writeValueAsString(Map.of("to", text(random), "list", List.of(text(random)))));
        ObjectNode body = JSON.valueToTree(fields);
        Pseudonymised sent = new Pseudonymiser(PseudonymKey.of(new byte[32]), formats, INSPECTOR)
                .pseudonymise(body, (Inspection.Complete) INSPECTOR.inspect(body), new PseudonymScope("t", "c"));
        byte[] bytes = stream(sent.body(), random).getBytes(StandardCharsets.UTF_8);

        for (int width = 1; width <= 4; width++) {
            assertThat(restored(new Dripping(bytes, width), new ChunkRestorer(sent.vault(), TextForm.PLAIN)))
                    .as("in pieces of %d bytes", width)
                    .isEqualTo(fields);
        }
        assertThat(sent.body().toString()).contains(INVENTED).doesNotContain("ann.lee");
    }

    /** Gives a few bytes at a time, so that every byte is the last of a piece in some run. */
    private static final class Dripping extends ByteArrayInputStream {
        private final int width;

        Dripping(byte[] bytes, int width) {
            super(bytes);
            this.width = width;
        }

        @Override
        public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(width, length));
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder(INVENTED);
        for (int i = 0; i < 5; i++) {
            String value = VALUES.get(random.nextInt(VALUES.size())).replace("%d", "" + random.nextInt(9));
            text.append(" ")
                    .append(WORDS.get(random.nextInt(WORDS.size())))
                    .append(" ")
                    .append(value);
        }
        return text.append('.').toString();
    }

    /** Events of all fields, each some characters long, in any order between the fields. */
    private static String stream(ObjectNode sent, Random random) {
        StringBuilder events = new StringBuilder();
        Map<String, Integer> positions = new TreeMap<>();
        List<String> open = new ArrayList<>(sent.propertyNames());
        while (!open.isEmpty()) {
            String field = open.get(random.nextInt(open.size()));
            String text = sent.path(field).stringValue();
            int from = positions.getOrDefault(field, 0);
            int to = Math.min(text.length(), from + 1 + random.nextInt(4));
            if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
                to++;
            }
            events.append(event(field, text.substring(from, to), to == text.length()));
            positions.put(field, to);
            if (to == text.length()) {
                open.remove(field);
            }
        }
        return events + "data: [DONE]\n\n";
    }

    private static String event(String field, String piece, boolean last) {
        ObjectNode chunk = JSON.createObjectNode().put("id", "c1").put("object", "chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject();
        ObjectNode delta = choice.putObject("delta");
        if (field.equals("call")) {
            choice.put("index", 2);
            ObjectNode call = delta.putArray("tool_calls").addObject().put("index", 0);
            call.putObject("function").put("arguments", piece);
        } else {
            choice.put("index", Integer.parseInt(field));
            delta.put("content", piece);
        }
        if (last) {
            choice.put("finish_reason", "stop");
        }
        return "data: " + JSON.writeValueAsString(chunk) + "\n\n";
    }

    private static Map<String, String> restored(InputStream bytes, ChunkRestorer restorer) throws IOException {
        SseReader reader = new SseReader(bytes);
        Map<String, String> fields = new TreeMap<>();
        for (Optional<byte[]> event = reader.next(); event.isPresent(); event = reader.next()) {
            String data = new String(event.get(), StandardCharsets.UTF_8);
            if (!data.equals("[DONE]")) {
                restorer.accept((ObjectNode) JSON.readTree(data)).forEach(chunk -> collect(chunk, fields));
            }
        }
        restorer.finish().forEach(chunk -> collect(chunk, fields));
        return fields;
    }

    private static void collect(ObjectNode chunk, Map<String, String> fields) {
        for (JsonNode choice : chunk.path("choices")) {
            JsonNode arguments = choice.at("/delta/tool_calls/0/function/arguments");
            JsonNode piece = arguments.isString() ? arguments : choice.at("/delta/content");
            String field = arguments.isString()
                    ? "call"
                    : String.valueOf(choice.path("index").asInt());
            fields.merge(field, piece.asString(""), String::concat);
        }
    }
}
