package dev.weir.gateway.cost;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Counts the tokens of a text, never too few. Thread-safe. */
public enum TokenCounter {
    /** OpenAI's newer models, GPT-4o on: by their tokenizer. */
    O200K,
    /** OpenAI's GPT-4 and GPT-3.5: by their tokenizer. */
    CL100K,
    /** Any other: a token stands for at least one byte of UTF-8, and a text may get one token before it. */
    BYTES;

    private static final List<String> NEWER = List.of("gpt-4o", "gpt-4.1", "gpt-5", "chatgpt-4o", "o1", "o3", "o4");
    private static final List<String> OLDER = List.of("gpt-4", "gpt-3.5");

    /** The one for a model of OpenAI's own, by its name there; {@link #BYTES} where its tokenizer isn't known. */
    public static TokenCounter ofOpenAi(String model) {
        if (NEWER.stream().anyMatch(family -> isOf(family, model) || model.startsWith(family + "."))) {
            return O200K;
        }
        return OLDER.stream().anyMatch(family -> isOf(family, model)) ? CL100K : BYTES;
    }

    /** Of a text as it stands: what looks like a control token counts as text. */
    public int count(String text) {
        return switch (this) {
            case O200K -> Loaded.tokens(EncodingType.O200K_BASE, text);
            case CL100K -> Loaded.tokens(EncodingType.CL100K_BASE, text);
            case BYTES -> text.getBytes(StandardCharsets.UTF_8).length + 1;
        };
    }

    private static boolean isOf(String family, String model) {
        return model.equals(family) || model.startsWith(family + "-");
    }

    /** Each tokenizer is loaded when first asked for: it takes some megabytes. */
    private static final class Loaded {
        private static final EncodingRegistry REGISTRY = Encodings.newLazyEncodingRegistry();

        private Loaded() {}

        static int tokens(EncodingType type, String text) {
            return REGISTRY.getEncoding(type).countTokensOrdinary(text);
        }
    }
}
