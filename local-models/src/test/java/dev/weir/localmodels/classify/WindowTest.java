package dev.weir.localmodels.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {

    private static final WordPieces PIECES = WordPieces.read("▁a\t-1000\n".getBytes(StandardCharsets.UTF_8));

    private static List<Window> windows(int words) {
        return Window.over(WordSplitter.split("a ".repeat(words)), PIECES, 10, 4);
    }

    @Test
    void over_fits_oneWindow() {
        List<Window> windows = windows(10);

        assertThat(windows).hasSize(1);
        assertThat(windows.getFirst().tokens())
                .startsWith(WordPieces.BEGIN)
                .endsWith(WordPieces.END)
                .hasSize(12);
    }

    @Test
    void over_longer_windowsShareTheOverlapAndCoverAll() {
        List<Window> windows = windows(24);

        assertThat(windows).extracting(Window::firstWord).containsExactly(0, 6, 12, 18);
        assertThat(windows.getLast().firstWord() + windows.getLast().words()).isEqualTo(24);
    }

    @Test
    void over_noWords_noWindows() {
        assertThat(windows(0)).isEmpty();
    }

    @Test
    void merged_overlap_takenFromTheWindowWithMoreAround() {
        List<Window> windows = windows(16);
        WindowMerger merger = new WindowMerger(16);

        for (int i = 0; i < windows.size(); i++) {
            float[][] probabilities = new float[windows.get(i).words()][];
            Arrays.fill(probabilities, new float[] {i});
            merger.add(windows.get(i), probabilities);
        }

        assertThat(merger.merged()[7][0]).isEqualTo(0);
        assertThat(merger.merged()[8][0]).isEqualTo(1);
    }
}
