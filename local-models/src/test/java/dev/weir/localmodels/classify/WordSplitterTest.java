package dev.weir.localmodels.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordSplitterTest {

    private static List<String> sources(String text) {
        return WordSplitter.split(text).stream()
                .map(word -> text.substring(word.start(), word.end()))
                .toList();
    }

    private static List<String> readings(String text) {
        return WordSplitter.split(text).stream().map(Word::text).toList();
    }

    @Test
    void split_lettersDigitsAndMarks_eachKindApart() {
        assertThat(sources("O'Brien, 12B")).containsExactly("O", "'", "Brien", ",", "12", "B");
    }

    @Test
    void split_combiningMarks_composedAndCoveredByTheOffsets() {
        String text = "Jose\u0301 x";

        assertThat(readings(text)).containsExactly("José", "x");
        assertThat(sources(text)).containsExactly("Jose\u0301", "x");
    }

    @Test
    void split_invisibleCharactersWithin_readOver() {
        String text = "Jo\u200Bhn\u00AD \u200Bx";

        assertThat(readings(text)).containsExactly("John", "x");
        assertThat(sources(text)).containsExactly("Jo\u200Bhn", "x");
    }

    @Test
    void split_fullWidth_readAsPlain() {
        assertThat(readings("ＡＢ１２")).containsExactly("AB", "12");
    }

    @Test
    void split_emoji_offsetsInUtf16Units() {
        List<Word> words = WordSplitter.split("👩‍⚕️ Ann");

        Word name = words.getLast();
        assertThat(name.text()).isEqualTo("Ann");
        assertThat(name.start()).isEqualTo("👩‍⚕️ ".length());
    }

    @Test
    void split_loneSurrogate_aWordOfItsOwn() {
        assertThat(sources("a\uD83Db")).containsExactly("a", "\uD83D", "b");
    }

    @Test
    void split_scriptsWithoutSpaces_oneWordPerCharacter() {
        assertThat(sources("山田太郎")).containsExactly("山", "田", "太", "郎");
    }

    @Test
    void split_veryLongRun_readInPartAndCoveredWhole() {
        List<Word> words = WordSplitter.split("a".repeat(50_000));

        assertThat(words).hasSize(1);
        assertThat(words.getFirst().text()).hasSize(WordSplitter.MAX_WORD);
        assertThat(words.getFirst().end()).isEqualTo(50_000);
    }

    @Test
    void shape_casings_toldApart() {
        assertThat(WordSplitter.split("x and Ann ANN McAnn 7 ;").stream().map(Word::shape))
                .containsExactly(7, 1, 2, 3, 4, 5, 0);
    }

    @Test
    void shape_afterLineBreak_saysSo() {
        assertThat(WordSplitter.split("a\n b").stream().map(Word::shape)).containsExactly(7, 7);
    }

    @Test
    void split_nothingVisible_noWords() {
        assertThat(WordSplitter.split(" \n\u200B\t")).isEmpty();
    }
}
