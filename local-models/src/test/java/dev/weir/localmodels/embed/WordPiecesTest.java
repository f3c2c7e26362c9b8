package dev.weir.localmodels.embed;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference is Hugging Face's own tokenizer on the same file. */
class WordPiecesTest {

    private static final String FILE = "/all-minilm-l6-v2-q-tokenizer.json";
    private static final String ALPHABET =
            "abcXYZ 019.,!?'\"()-_\t\n\u00e9\u00df\u0130\u4e2d\u3042\uac00\u0301\u200b$+<~\u2014";

    private static WordPieces words;
    private static HuggingFaceTokenizer reference;

    @BeforeAll
    static void load() throws Exception {
        System.setProperty("ai.djl.offline", "true");
        if (System.getProperty("DJL_CACHE_DIR") == null) {
            System.setProperty(
                    "DJL_CACHE_DIR",
                    Path.of("target", "native").toAbsolutePath().toString());
        }
        try (InputStream ours = Objects.requireNonNull(WordPiecesTest.class.getResourceAsStream(FILE));
                InputStream theirs = Objects.requireNonNull(WordPiecesTest.class.getResourceAsStream(FILE))) {
            words = WordPieces.read(ours);
            reference = HuggingFaceTokenizer.newInstance(
                    theirs, Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "What is the capital of France?",
                "Prove that \\sqrt{2} is irrational; use x^2=2y^2.",
                "D\u00e9montrez \u00e9tape par \u00e9tape: na\u00efve caf\u00e9s co\u00fbtent 3,50\u20ac",
                "Ch\u1ee9ng minh r\u1eb1ng c\u0103n b\u1eadc hai c\u1ee7a 2 l\u00e0 s\u1ed1 v\u00f4 t\u1ec9",
                "\u4f60\u597d\u4e16\u754c \u30d1\u30b9\u30ef\u30fc\u30c9 \ube44\ubc00\ubc88\ud638",
                "def f(x): return x**2 # antidisestablishmentarianism",
                "emoji \ud83d\ude00 and \u200b zero width"
            })
    void encode_text_asTheReference(String text) {
        assertThat(words.encode(text)).isEqualTo(expected(text));
    }

    @Test
    void encode_randomTexts_asTheReference() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            String text = random.ints(random.nextInt(40), 0, ALPHABET.length())
                    .mapToObj(at -> ALPHABET.substring(at, at + 1))
                    .collect(Collectors.joining());

            assertThat(words.encode(text)).as(text).isEqualTo(expected(text));
        }
    }

    private static List<Integer> expected(String text) {
        return Arrays.stream(reference.encode(text, false, false).getIds())
                .mapToObj(Math::toIntExact)
                .toList();
    }
}
