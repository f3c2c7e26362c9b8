package dev.weir.localmodels.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.util.Utils;
import dev.weir.localmodels.gguf.MalformedGgufException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Starts the native tokenizers library, which by itself would report its use over the network and unpack into the user's
 * home.
 */
final class NativeTokenizers {

    private static final String CACHE_PROPERTY = "DJL_CACHE_DIR";

    private NativeTokenizers() {}

    /**
     * @param cache where the native library is unpacked; the first call in a process decides
     */
    static synchronized HuggingFaceTokenizer load(byte[] tokenizerJson, Path cache) {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        if (System.getProperty(CACHE_PROPERTY) == null) {
            System.setProperty(CACHE_PROPERTY, cache.toAbsolutePath().toString());
        }
        if (!Utils.isOfflineMode()) {
            throw new IllegalStateException(
                    "the tokenizers library could use the network, as the environment variable DJL_OFFLINE says; unset it");
        }
        try {
            return HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(tokenizerJson),
                    Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (RuntimeException refusal) {
            MalformedGgufException malformed = new MalformedGgufException(
                    "the file's tokens and merges make no tokenizer: " + refusal.getMessage());
            malformed.initCause(refusal);
            throw malformed;
        }
    }
}
