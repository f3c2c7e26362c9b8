package dev.weir.policy.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeywordAutomatonTest {

    @Test
    void scan_randomTexts_findsWhatAPlainSearchFinds() {
        var random = new Random(11);

        for (int round = 0; round < 300; round++) {
            List<String> keywords = words(random, 12, 4);
            String text = String.join("", words(random, 30, 6));
            var found = new ArrayList<String>();
            new KeywordAutomaton(keywords)
                    .scan(text, (keyword, start, end) -> found.add(keyword + "@" + start + "-" + end));

            assertThat(found).containsExactlyInAnyOrderElementsOf(plainSearch(keywords, text));
        }
    }

    @Test
    void scan_otherCase_found() {
        var starts = new ArrayList<Integer>();

        new KeywordAutomaton(List.of("điện", "akia")).scan("x AKIA ĐIỆN", (keyword, start, end) -> starts.add(start));

        assertThat(starts).containsExactly(2, 7);
    }

    private static List<String> words(Random random, int count, int length) {
        var words = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var word = new StringBuilder();
            for (int k = random.nextInt(length) + 1; k > 0; k--) {
                word.append((char) ('a' + random.nextInt(3)));
            }
            words.add(word.toString());
        }
        return words;
    }

    private static List<String> plainSearch(List<String> keywords, String text) {
        var found = new ArrayList<String>();
        for (int k = 0; k < keywords.size(); k++) {
            for (int at = text.indexOf(keywords.get(k)); at >= 0; at = text.indexOf(keywords.get(k), at + 1)) {
                found.add(k + "@" + at + "-" + (at + keywords.get(k).length()));
            }
        }
        return found;
    }
}
