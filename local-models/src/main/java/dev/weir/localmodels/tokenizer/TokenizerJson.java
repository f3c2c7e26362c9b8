package dev.weir.localmodels.tokenizer;

import dev.weir.localmodels.tokenizer.Vocabulary.Kind;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes the {@code tokenizer.json} that the tokenizers library reads.
 *
 * <p>Control tokens are left out altogether, so that no text can become one; {@link ControlTokens} finds them where they
 * are wanted.
 */
final class TokenizerJson {

    private final Vocabulary vocabulary;
    private final PreTokenizer preTokenizer;

    TokenizerJson(Vocabulary vocabulary, PreTokenizer preTokenizer) {
        this.vocabulary = vocabulary;
        this.preTokenizer = preTokenizer;
    }

    byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(vocabulary.size() * 48);
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("version", "1.0");
            writeAddedTokens(json);
            json.writeName("normalizer");
            json.writeRawValue(preTokenizer.normalizerJson());
            json.writeName("pre_tokenizer");
            json.writeRawValue(preTokenizer.stepsJson());
            json.writeNullProperty("post_processor");
            json.writeNullProperty("decoder");
            writeModel(json);
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private void writeAddedTokens(JsonGenerator json) {
        json.writeArrayPropertyStart("added_tokens");
        for (Map.Entry<Integer, String> token : new TreeMap<>(vocabulary.ofKind(Kind.ADDED)).entrySet()) {
            json.writeStartObject();
            json.writeNumberProperty("id", token.getKey());
            json.writeStringProperty("content", token.getValue());
            json.writeBooleanProperty("single_word", false);
            json.writeBooleanProperty("lstrip", false);
            json.writeBooleanProperty("rstrip", false);
            json.writeBooleanProperty("normalized", false);
            json.writeBooleanProperty("special", false);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeModel(JsonGenerator json) {
        json.writeObjectPropertyStart("model");
        json.writeStringProperty("type", "BPE");
        json.writeBooleanProperty("fuse_unk", false);
        json.writeBooleanProperty("byte_fallback", false);
        json.writeBooleanProperty("ignore_merges", preTokenizer.ignoresMerges());
        json.writeObjectPropertyStart("vocab");
        for (int id = 0; id < vocabulary.size(); id++) {
            Kind kind = vocabulary.kinds().get(id);
            if (kind == Kind.NORMAL || kind == Kind.ADDED) {
                json.writeNumberProperty(vocabulary.tokens().get(id), id);
            }
        }
        json.writeEndObject();
        json.writeArrayPropertyStart("merges");
        vocabulary.merges().forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }
}
