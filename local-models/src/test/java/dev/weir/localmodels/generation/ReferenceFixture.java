package dev.weir.localmodels.generation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code local-models/scripts/record_reference.py} recorded. */
record ReferenceFixture(String modelHash, RecordedText text, List<RecordedPrompt> prompts) {

    /** A text and its perplexity. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record RecordedText(int[] tokens, double perplexity, double quantisedPerplexity) {}

    /**
     * A prompt and what the reference makes of it.
     *
     * @param logits after the last token
     * @param greedy the likeliest tokens one after another, up to the end of the turn
     * @param leads how far each of them was ahead of the second, in logits
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record RecordedPrompt(String name, int[] tokens, float[] logits, int[] greedy, double[] leads) {

        @Override
        public String toString() {
            return name;
        }
    }

    static ReferenceFixture read() {
        try (InputStream packed = Objects.requireNonNull(
                        ReferenceFixture.class.getResourceAsStream("reference.json.gz"), "reference.json.gz");
                InputStream plain = new GZIPInputStream(packed)) {
            JsonNode root = JsonMapper.shared().readTree(plain);
            JsonNode text = root.get("perplexity");
            return new ReferenceFixture(
                    root.get("model").asString(),
                    new RecordedText(
                            ints(text.get("tokens")),
                            text.get("value").asDouble(),
                            text.get("quantised").asDouble()),
                    root.get("prompts")
                            .valueStream()
                            .map(ReferenceFixture::prompt)
                            .toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static RecordedPrompt prompt(JsonNode node) {
        return new RecordedPrompt(
                node.get("name").asString(),
                ints(node.get("prompt")),
                halves(node.get("logits").asString()),
                ints(node.get("greedy")),
                node.get("leads").valueStream().mapToDouble(JsonNode::asDouble).toArray());
    }

    private static int[] ints(JsonNode node) {
        return node.valueStream().mapToInt(JsonNode::asInt).toArray();
    }

    private static float[] halves(String encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(encoded)).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.remaining() / Short.BYTES];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.float16ToFloat(bytes.getShort());
        }
        return values;
    }
}
