package dev.weir.localmodels.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.localmodels.ChatTemplateException;
import dev.weir.localmodels.tokenizer.ControlTokens.Piece;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlTokensTest {

    private final ControlTokens tokens = TestVocabulary.controlTokens("<s>", "<end>", "<end>>", "§");

    @Test
    void split_tokensAndText_inOrderLongestFirst() {
        assertThat(tokens.split("a<s>b<end>><end>§<e"))
                .containsExactly(
                        new Piece.Plain("a"),
                        new Piece.Control(0),
                        new Piece.Plain("b"),
                        new Piece.Control(2),
                        new Piece.Control(1),
                        new Piece.Control(3),
                        new Piece.Plain("<e"));
        assertThat(tokens.split("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<s>", "x<end>y", "§", "a<", "<en", "s>", ">", "nd>>", "<s><s>", "<<s>>", "<end<end>"})
    void hide_textThatCouldBecomeAToken_noTokenWhateverSurroundsIt(String text) {
        Mask mask = new Mask(tokens, List.of(text));
        String hidden = mask.hide(text);

        assertThat(hidden).hasSameSizeAs(text);
        assertThat(mask.reveal(hidden)).isEqualTo(text);
        for (String before : List.of("", "<", "<e", "<end", "<end>")) {
            for (String after : List.of("", ">", "s>", "d>", "end>", ">>")) {
                assertThat(controls(before + hidden + after))
                        .as("%s[%s]%s", before, text, after)
                        .isEqualTo(controls(before + "x") + controls("x" + after));
            }
        }
    }

    @Test
    void hide_ordinaryText_untouched() {
        String text = "if a > b then 1 else 2; \uE000";

        assertThat(new Mask(tokens, List.of(text)).hide(text)).isSameAs(text);
    }

    @Test
    void hide_privateCharactersInTheText_keptApart() {
        String text = "\uE000<s>\uE001";
        Mask mask = new Mask(tokens, List.of(text));

        assertThat(mask.reveal(mask.hide(text))).isEqualTo(text);
        assertThat(mask.hide(text)).isEqualTo("\uE000\uE002s>\uE001");
    }

    @Test
    void hide_everyPrivateCharacterTaken_refused() {
        String all = IntStream.rangeClosed(0xE000, 0xF8FF)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        Mask mask = new Mask(tokens, List.of(all));

        assertThatThrownBy(() -> mask.hide("<s>")).isInstanceOf(ChatTemplateException.class);
    }

    private long controls(String text) {
        return tokens.split(text).stream()
                .filter(Piece.Control.class::isInstance)
                .count();
    }
}
