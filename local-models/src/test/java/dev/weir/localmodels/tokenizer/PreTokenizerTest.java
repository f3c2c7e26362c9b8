package dev.weir.localmodels.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.localmodels.gguf.GgufFile;
import dev.weir.localmodels.gguf.GgufWriter;
import dev.weir.localmodels.gguf.MalformedGgufException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every pre-tokenizer on the default model's vocabulary with merges that show where it cuts, and files that describe no tokenizer. */
class PreTokenizerTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"gpt-2", "smollm", "qwen2", "llama-bpe"})
    void encode_everyPreTokenizer_idsOfTheReference(String pre) throws IOException {
        try (Tokenizer tokenizer = tokenizer(defaultVocabulary().text("tokenizer.ggml.pre", pre))) {
            assertThat(Fixtures.json("tokens.json")
                            .get("pre_tokenizers")
                            .get(pre)
                            .valueStream())
                    .hasSizeGreaterThan(60)
                    .allSatisfy(recorded -> assertThat(tokenizer
                                    .encode(recorded.get("text").asString())
                                    .toArray())
                            .containsExactly(Fixtures.ids(recorded)));
        }
    }

    @Test
    void encode_qwen2_composedFirst() throws IOException {
        try (Tokenizer tokenizer = tokenizer(defaultVocabulary().text("tokenizer.ggml.pre", "qwen2"))) {
            assertThat(tokenizer.encode("e\u0301")).isEqualTo(tokenizer.encode("\u00e9"));
        }
    }

    @Test
    void encode_addedTokens_foundInText() throws IOException {
        GgufWriter writer = tiny("tokenizer.ggml.token_type", 1, 1, 1, 4, 3);

        try (Tokenizer tokenizer = tokenizer(writer)) {
            assertThat(tokenizer.encode("ab<think>a<eos>").toArray()).containsExactly(2, 3, 0);
            assertThat(tokenizer.encodeWithSpecials("<eos>b<think>").toArray()).containsExactly(4, 1, 3);
            assertThat(tokenizer.endsGeneration(4)).isTrue();
            assertThat(tokenizer.bytes(3)).asString().isEqualTo("<think>");
        }
    }

    @Test
    void of_unknownPreTokenizer_refused() {
        assertRefused(
                tiny("tokenizer.ggml.token_type", 1, 1, 1, 1, 3).text("tokenizer.ggml.pre", "deepseek-llm"),
                "the pre-tokenizer `deepseek-llm` is not known; known are `gpt-2`, `smollm`, `qwen2`, `llama-bpe`");
    }

    @Test
    void of_otherTokenizerModel_refused() {
        assertRefused(
                tiny("tokenizer.ggml.token_type", 1, 1, 1, 1, 3).text("tokenizer.ggml.model", "llama"),
                "the tokenizer model `llama` is not read");
    }

    @Test
    void of_vocabularyThatCannotBe_refused() {
        assertRefused(new GgufWriter(), "the file lacks `tokenizer.ggml.model`");
        assertRefused(tiny("tokenizer.ggml.token_type", 1, 1, 1, 1), "has 4 entries for 5 tokens");
        assertRefused(tiny("tokenizer.ggml.token_type", 1, 1, 1, 1, 9), "holds 9");
        assertRefused(tiny("x").texts("tokenizer.ggml.tokens", List.of()), "the file has 0 tokens");
        assertRefused(
                tiny("tokenizer.ggml.token_type", 1, 1, 1, 1, 3)
                        .texts("tokenizer.ggml.tokens", List.of("a", "b", "ab", "a", "<eos>")),
                "token 3 is empty or repeats an earlier one");
        assertRefused(
                tiny("tokenizer.ggml.token_type", 1, 1, 1, 1, 3)
                        .texts("tokenizer.ggml.tokens", List.of("a", "b", "ab", "a b", "<eos>")),
                "token 3 holds a character that stands for no byte");
        assertRefused(
                tiny("tokenizer.ggml.token_type", 1, 1, 1, 1, 3).texts("tokenizer.ggml.merges", List.of("a c")),
                "make no tokenizer");
        assertRefused(
                tiny("tokenizer.ggml.token_type", 1, 1, 1, 1, 3).whole("tokenizer.ggml.eos_token_id", 5),
                "`tokenizer.ggml.eos_token_id` is 5, which is no token");
    }

    private void assertRefused(GgufWriter writer, String because) {
        assertThatThrownBy(() -> tokenizer(writer).close())
                .isInstanceOf(MalformedGgufException.class)
                .hasMessageContaining(because);
    }

    private Tokenizer tokenizer(GgufWriter writer) throws IOException {
        Path path = folder.resolve("vocabulary.gguf");
        writer.write(path);
        try (GgufFile file = GgufFile.open(path)) {
            return Tokenizer.of(file, Path.of("target", "native"));
        }
    }

    private static GgufWriter tiny(String typesKey, int... types) {
        return new GgufWriter()
                .text("tokenizer.ggml.model", "gpt2")
                .text("tokenizer.ggml.pre", "smollm")
                .texts("tokenizer.ggml.tokens", List.of("a", "b", "ab", "<think>", "<eos>"))
                .texts("tokenizer.ggml.merges", List.of("a b"))
                .whole("tokenizer.ggml.eos_token_id", 4)
                .wholes(typesKey, types);
    }

    private static GgufWriter defaultVocabulary() {
        List<String> merges = Fixtures.json("tokens.json")
                .get("extra_merges")
                .valueStream()
                .map(pair -> pair.get(0).asString() + " " + pair.get(1).asString())
                .toList();
        try (GgufFile file = DefaultModel.open()) {
            List<String> tokens = file.strings("tokenizer.ggml.tokens");
            Set<String> known = new HashSet<>(tokens);
            List<String> added = merges.stream()
                    .map(merge -> merge.replace(" ", ""))
                    .filter(token -> !known.contains(token))
                    .toList();
            int[] types = file.integers("tokenizer.ggml.token_type");
            int[] allTypes = Arrays.copyOf(types, types.length + added.size());
            Arrays.fill(allTypes, types.length, allTypes.length, 1);
            return new GgufWriter()
                    .text("tokenizer.ggml.model", "gpt2")
                    .texts("tokenizer.ggml.tokens", joined(tokens, added))
                    .wholes("tokenizer.ggml.token_type", allTypes)
                    .texts("tokenizer.ggml.merges", joined(merges, file.strings("tokenizer.ggml.merges")));
        }
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
