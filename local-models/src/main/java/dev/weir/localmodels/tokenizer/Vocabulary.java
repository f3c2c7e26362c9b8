package dev.weir.localmodels.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.localmodels.gguf.GgufFile;
import dev.weir.localmodels.gguf.MalformedGgufException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A byte-level BPE vocabulary: each token's text, kind and bytes. Immutable.
 *
 * @param tokens texts by id: in the byte alphabet for {@link Kind#NORMAL}, as they are for the others
 */
record Vocabulary(List<String> tokens, List<Kind> kinds, Map<String, Integer> ids, List<String> merges) {

    private static final int MOST_TOKENS = 1 << 20;

    /** What a token is for, after the {@code tokenizer.ggml.token_type} of its file. */
    enum Kind {
        /** Text, found by BPE. */
        NORMAL,
        /** Steers the model; comes from templates and from the model, never from text. */
        CONTROL,
        /** Text that was added to the vocabulary and is found before BPE. */
        ADDED,
        /** Fills a number; never met. */
        UNUSED
    }

    Vocabulary {
        tokens = List.copyOf(tokens);
        kinds = List.copyOf(kinds);
        ids = Map.copyOf(ids);
        merges = List.copyOf(merges);
    }

    static Vocabulary of(GgufFile file) {
        List<String> tokens = file.strings("tokenizer.ggml.tokens");
        if (tokens.isEmpty() || tokens.size() > MOST_TOKENS) {
            throw new MalformedGgufException("the file has %d tokens in `tokenizer.ggml.tokens`; 1 to %d is accepted"
                    .formatted(tokens.size(), MOST_TOKENS));
        }
        List<Kind> kinds = kinds(file.integers("tokenizer.ggml.token_type"), tokens.size());
        return new Vocabulary(tokens, kinds, ids(tokens), file.strings("tokenizer.ggml.merges"));
    }

    private static List<Kind> kinds(int[] types, int expected) {
        if (types.length != expected) {
            throw new MalformedGgufException(
                    "`tokenizer.ggml.token_type` has %d entries for %d tokens".formatted(types.length, expected));
        }
        List<Kind> kinds = new ArrayList<>(types.length);
        for (int type : types) {
            kinds.add(
                    switch (type) {
                        case 1 -> Kind.NORMAL;
                        case 2, 3 -> Kind.CONTROL;
                        case 4 -> Kind.ADDED;
                        case 5 -> Kind.UNUSED;
                        default ->
                            throw new MalformedGgufException(
                                    "`tokenizer.ggml.token_type` holds %d, which byte-level BPE has no use for"
                                            .formatted(type));
                    });
        }
        return kinds;
    }

    private static Map<String, Integer> ids(List<String> tokens) {
        Map<String, Integer> ids = HashMap.newHashMap(tokens.size());
        for (int id = 0; id < tokens.size(); id++) {
            String token = tokens.get(id);
            if (token.isEmpty() || ids.putIfAbsent(token, id) != null) {
                throw new MalformedGgufException("token %d is empty or repeats an earlier one".formatted(id));
            }
        }
        return ids;
    }

    int size() {
        return tokens.size();
    }

    /** The texts of all tokens of one kind, by id. */
    Map<Integer, String> ofKind(Kind kind) {
        Map<Integer, String> found = new HashMap<>();
        for (int id = 0; id < size(); id++) {
            if (kinds.get(id) == kind) {
                found.put(id, tokens.get(id));
            }
        }
        return found;
    }

    /** The id of the control token with this text, if there is one. */
    OptionalInt control(String text) {
        Integer id = ids.get(text);
        return id != null && kinds.get(id) == Kind.CONTROL ? OptionalInt.of(id) : OptionalInt.empty();
    }

    /** The bytes that a token adds to a text. */
    byte[] bytes(int id) {
        String token = tokens.get(id);
        return kinds.get(id) == Kind.NORMAL
                ? ByteAlphabet.decode(token)
                        .orElseThrow(() -> new MalformedGgufException(
                                "token %d holds a character that stands for no byte".formatted(id)))
                : token.getBytes(UTF_8);
    }
}
