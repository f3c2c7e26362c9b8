package dev.weir.localmodels.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.weir.localmodels.TokenIds;
import dev.weir.localmodels.gguf.GgufFile;
import dev.weir.localmodels.gguf.MalformedGgufException;
import dev.weir.localmodels.tokenizer.ControlTokens.Piece;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A model's byte-level BPE tokenizer, built from its GGUF file alone and equal to the reference implementations.
 *
 * <p>Text never becomes a control token: {@link #encode(String)} knows none, and of a {@link RenderedPrompt} only what the
 * template itself wrote can be one. No beginning-of-text token is added either; where a model wants one, its template
 * writes it.
 *
 * <p>Thread-safe. Holds native memory until closed; it must not be closed while another thread encodes.
 */
public final class Tokenizer implements AutoCloseable {

    /** Texts of control tokens with which models end a turn, whatever their file declares. */
    private static final List<String> TURN_ENDS = List.of(
            "<|im_end|>", "<|eot_id|>", "<|eom_id|>", "<|end|>", "<end_of_turn>", "<|endoftext|>", "<EOT>", "</s>");

    private static final List<String> END_KEYS =
            List.of("tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id", "tokenizer.ggml.eom_token_id");

    private final HuggingFaceTokenizer words;
    private final ControlTokens controlTokens;
    private final Set<Integer> ends;
    private final byte[][] bytes;

    private Tokenizer(HuggingFaceTokenizer words, ControlTokens controlTokens, Set<Integer> ends, byte[][] bytes) {
        this.words = words;
        this.controlTokens = controlTokens;
        this.ends = Set.copyOf(ends);
        this.bytes = bytes;
    }

    /**
     * Builds the tokenizer that a file describes. The file may be closed afterwards.
     *
     * @param nativeCache folder to unpack the native library into, made if need be; the first call in a process decides
     * @throws MalformedGgufException if the file describes none, or one of a kind that is not known
     */
    public static Tokenizer of(GgufFile file, Path nativeCache) {
        String model = required(file, "tokenizer.ggml.model");
        if (!model.equals("gpt2")) {
            throw new MalformedGgufException(
                    "the tokenizer model `%s` is not read; only byte-level BPE, `gpt2`, is".formatted(model));
        }
        PreTokenizer preTokenizer = PreTokenizer.named(required(file, "tokenizer.ggml.pre"));
        Vocabulary vocabulary = Vocabulary.of(file);
        byte[][] bytes = IntStream.range(0, vocabulary.size())
                .mapToObj(vocabulary::bytes)
                .toArray(byte[][]::new);
        Set<Integer> ends = ends(file, vocabulary);
        byte[] tokenizerJson = new TokenizerJson(vocabulary, preTokenizer).toBytes();
        return new Tokenizer(
                NativeTokenizers.load(tokenizerJson, nativeCache), new ControlTokens(vocabulary), ends, bytes);
    }

    private static String required(GgufFile file, String key) {
        return file.string(key)
                .orElseThrow(() -> new MalformedGgufException(
                        "the file lacks `%s`, without which its text cannot be tokenised".formatted(key)));
    }

    private static Set<Integer> ends(GgufFile file, Vocabulary vocabulary) {
        Set<Integer> ends = new HashSet<>();
        for (String key : END_KEYS) {
            file.integer(key).ifPresent(id -> {
                if (id < 0 || id >= vocabulary.size()) {
                    throw new MalformedGgufException("`%s` is %d, which is no token".formatted(key, id));
                }
                ends.add((int) id);
            });
        }
        TURN_ENDS.forEach(text -> vocabulary.control(text).ifPresent(ends::add));
        return ends;
    }

    /** Tokenises text as such: what looks like a control token in it is tokenised as the letters it is made of. */
    public TokenIds encode(String text) {
        return TokenIds.of(ids(text).toArray());
    }

    /** Tokenises a rendered conversation: the template's control tokens become such, the conversation stays text. */
    public TokenIds encode(RenderedPrompt prompt) {
        return encode(prompt.pieces());
    }

    /**
     * Tokenises text that is trusted to hold control tokens, such as a prompt format written by a developer. Never pass
     * text from outside.
     */
    public TokenIds encodeWithSpecials(String trusted) {
        return encode(controlTokens.split(trusted));
    }

    private TokenIds encode(List<Piece> pieces) {
        return TokenIds.of(pieces.stream()
                .flatMapToInt(piece -> switch (piece) {
                    case Piece.Plain(String text) -> ids(text);
                    case Piece.Control(int id) -> IntStream.of(id);
                })
                .toArray());
    }

    private IntStream ids(String text) {
        return text.isEmpty()
                ? IntStream.empty()
                : LongStream.of(words.encode(WellFormed.text(text), false, false)
                                .getIds())
                        .mapToInt(Math::toIntExact);
    }

    /** The bytes that a token adds to a text: whole characters or parts of some. A copy that the caller owns. */
    public byte[] bytes(int id) {
        return bytes[id].clone();
    }

    /** Whether this token ends the model's turn. Such tokens are not part of the answer. */
    public boolean endsGeneration(int id) {
        return ends.contains(id);
    }

    /** Number of tokens; ids are below it. */
    public int vocabularySize() {
        return bytes.length;
    }

    ControlTokens controlTokens() {
        return controlTokens;
    }

    /** Frees the native memory. */
    @Override
    public void close() {
        words.close();
    }
}
