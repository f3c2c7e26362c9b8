package dev.weir.policy.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.policy.detection.Entity.Category;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DictionaryRecogniserTest {

    private static final Entity CODE_NAME = new Entity("CODE_NAME", Category.CONFIDENTIAL);
    private static final DictionaryRecogniser WORDS =
            DictionaryRecogniser.of(CODE_NAME, List.of("Blue Heron", "heron", "Zürich-7", "青鷺", "C++"));

    @ParameterizedTest
    @CsvSource({
        "launch «blue heron» now",
        "launch «BLUE   HERON», then",
        "a «Heron» alone",
        "see «zürich-7».",
        "это «Вluе Неron»",
        "計画«青鷺»は",
        "we use «c++» here"
    })
    void inspect_termHoweverWritten_foundWhole(String marked) {
        String text = marked.replace("«", "").replace("»", "");

        List<Finding> findings = new RequestInspector(RecogniserRegistry.of(List.of(WORDS)))
                .inspect(text)
                .findings();

        assertThat(findings).singleElement().satisfies(f -> {
            assertThat(f.entity()).isEqualTo(CODE_NAME);
            assertThat(text.substring(f.start(), f.end()))
                    .isEqualTo(marked.substring(marked.indexOf('«') + 1, marked.indexOf('»')));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"herons fly", "sheron", "zürich-71", "blueheron", ""})
    void recognise_partOfAnotherWord_nothingFound(String text) {
        assertThat(WORDS.recognise(text)).isEmpty();
    }

    /** Against the plain way: every term tried at every place. */
    @Test
    void recognise_randomTermsAndTexts_findsWhatSearchingEachTermFinds() {
        var random = new Random(11);
        for (int round = 0; round < 300; round++) {
            var terms = new ArrayList<String>();
            for (int i = 0; i < 30; i++) {
                terms.add(word(random, 1 + random.nextInt(6)));
            }
            String text = word(random, 60);

            var ends = new TreeSet<Integer>();
            TermAutomaton.Cursor cursor = TermAutomaton.of(terms).cursor();
            for (int i = 0; i < text.length(); i++) {
                cursor.read(text.charAt(i), i + 1, (length, end) -> ends.add(end * 100 + length));
            }

            assertThat(ends).isEqualTo(searched(terms, text));
        }
    }

    @Test
    void of_noTermOrBlankTerm_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> DictionaryRecogniser.of(CODE_NAME, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DictionaryRecogniser.of(CODE_NAME, Collections.singleton("  ")));
    }

    private static Set<Integer> searched(List<String> terms, String text) {
        var ends = new TreeSet<Integer>();
        for (String term : terms) {
            for (int at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
                ends.add((at + term.length()) * 100 + term.length());
            }
        }
        return ends;
    }

    private static String word(Random random, int length) {
        var word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append((char) ('a' + random.nextInt(3)));
        }
        return word.toString();
    }
}
