package dev.weir.localmodels.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StopSequencesTest {

    @Test
    void append_noStops_everythingAtOnce() {
        StopSequences stops = new StopSequences(List.of());

        assertThat(stops.append("abc")).isEqualTo("abc");
        assertThat(stops.finish()).isEmpty();
        assertThat(stops.stopped()).isFalse();
    }

    @Test
    void append_stopOverThreePieces_cutBeforeIt() {
        StopSequences stops = new StopSequences(List.of("\nUser:"));

        assertThat(stops.append("Hello\nU")).isEqualTo("Hello");
        assertThat(stops.append("se")).isEmpty();
        assertThat(stops.append("r: again")).isEmpty();
        assertThat(stops.stopped()).isTrue();
        assertThat(stops.append("more")).isEmpty();
        assertThat(stops.finish()).isEmpty();
    }

    @Test
    void append_startThatCameToNothing_delivered() {
        StopSequences stops = new StopSequences(List.of("END"));

        assertThat(stops.append("the E")).isEqualTo("the ");
        assertThat(stops.append("N")).isEmpty();
        assertThat(stops.append("E")).isEqualTo("EN");
        assertThat(stops.append("!")).isEqualTo("E!");
    }

    @Test
    void finish_startAtTheEnd_delivered() {
        StopSequences stops = new StopSequences(List.of("END"));

        assertThat(stops.append("at the EN")).isEqualTo("at the ");
        assertThat(stops.finish()).isEqualTo("EN");
        assertThat(stops.stopped()).isFalse();
    }

    @Test
    void append_severalStops_firstCompleteWins() {
        StopSequences stops = new StopSequences(List.of("cde", "bcd", "d"));

        assertThat(stops.append("abcdef")).isEqualTo("a");
    }

    @Test
    void append_stopThatOverlapsItself_found() {
        StopSequences stops = new StopSequences(List.of("aab"));

        assertThat(stops.append("aaa")).isEqualTo("a");
        assertThat(stops.append("ab")).isEqualTo("a");
        assertThat(stops.stopped()).isTrue();
    }

    @Test
    void create_emptyStop_refused() {
        assertThatThrownBy(() -> new StopSequences(List.of("a", ""))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void append_anyTextInAnyCut_equalsCuttingTheWhole() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 20_000; round++) {
            String text = letters(random, random.nextInt(24));
            List<String> stops = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                stops.add(letters(random, 1 + random.nextInt(4)));
            }

            assertCutLikeTheWhole(text, stops, random);
        }
    }

    private static void assertCutLikeTheWhole(String text, List<String> stops, SplittableRandom random) {
        Optional<Integer> cut = cut(text, stops);
        String expected = text.substring(0, cut.orElse(text.length()));
        StopSequences sequences = new StopSequences(stops);
        StringBuilder delivered = new StringBuilder();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + random.nextInt(4));
            delivered.append(sequences.append(text.substring(from, to)));
            assertThat(expected).startsWith(delivered);
            assertNothingHeldInVain(text.substring(delivered.length(), to), stops, sequences);
            from = to;
        }
        delivered.append(sequences.finish());

        assertThat(delivered.toString()).as("%s in %s", stops, text).isEqualTo(expected);
        assertThat(sequences.stopped()).isEqualTo(cut.isPresent());
    }

    private static void assertNothingHeldInVain(String held, List<String> stops, StopSequences sequences) {
        assertThat(held.isEmpty() || sequences.stopped() || stops.stream().anyMatch(stop -> stop.startsWith(held)))
                .isTrue();
    }

    /** Where the whole text is cut: before the stop sequence that ends first, of those the longest. */
    private static Optional<Integer> cut(String text, List<String> stops) {
        record Match(int start, int end) {}
        return stops.stream()
                .map(stop -> new Match(text.indexOf(stop), text.indexOf(stop) + stop.length()))
                .filter(match -> match.start >= 0)
                .min(Comparator.comparingInt(Match::end).thenComparingInt(Match::start))
                .map(Match::start);
    }

    private static String letters(SplittableRandom random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(3)));
        }
        return text.toString();
    }
}
