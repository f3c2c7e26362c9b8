package dev.weir.localmodels.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WordPiecesTest {

    private static final int UNKNOWN = 2;

    /** Numbers 3 to 9. */
    private static final WordPieces PIECES =
            read("▁\t-4000\n▁ab\t-5000\na\t-3000\nb\t-3000\nc\t-3000\nAb\t-1000\nabc\t-9000\n");

    private static WordPieces read(String file) {
        return WordPieces.read(file.getBytes(StandardCharsets.UTF_8));
    }

    private static int[] pieces(String text) {
        return PIECES.of(WordSplitter.split(text).getFirst());
    }

    @Test
    void of_severalCuts_theBestSumWins() {
        assertThat(pieces("abc")).containsExactly(4, 7);
    }

    @Test
    void of_withoutSpaceBefore_noMarker() {
        Word second = WordSplitter.split("1ab").getLast();

        assertThat(PIECES.of(second)).containsExactly(5, 6);
    }

    @Test
    void of_unknownCharacter_replaced() {
        assertThat(pieces("ax")).containsExactly(3, 5, UNKNOWN);
    }

    @Test
    void of_longWord_readInPart() {
        assertThat(pieces("cccccccccccccccccccc")).hasSize(WordPieces.MAX_PIECES);
    }

    @Test
    void of_upperCaseUnknown_readAsTitle() {
        assertThat(pieces("ABC")).containsExactly(3, 8, 7);
    }

    @Test
    void read_lineWithoutScore_refused() {
        assertThatExceptionOfType(ClassifierException.class)
                .isThrownBy(() -> read("a\t-1\nb\n"))
                .withMessageContaining("line 2");
    }
}
