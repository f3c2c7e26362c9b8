package dev.weir.localmodels.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns probabilities of tags into spans.
 *
 * <p>Each word takes its likeliest label, beginning and inside taken together; a span goes on while the label stays and
 * its inside is likelier than its beginning. The training recipe's {@code decode.py} does exactly the same.
 */
final class SpanDecoder {

    private static final int OUTSIDE = -1;

    /** A span neither begins nor ends with one of these. */
    private static final Set<String> SEPARATORS = Set.of(",", ";", ":");

    private final List<String> labels;
    private final float outside;
    private final double[] thresholds;

    SpanDecoder(ClassifierManifest manifest) {
        labels = manifest.labels();
        outside = (float) manifest.outside();
        thresholds = labels.stream()
                .mapToDouble(label -> manifest.thresholds().getOrDefault(label, 0.0))
                .toArray();
    }

    /**
     * @param probabilities by word, then in the order outside, beginning and inside of the first label, ...
     */
    List<TokenSpan> decode(List<Word> words, float[][] probabilities) {
        List<TokenSpan> spans = new ArrayList<>();
        Open open = null;
        for (int i = 0; i < words.size(); i++) {
            float[] tags = probabilities[i];
            int label = likeliest(tags);
            boolean separator = SEPARATORS.contains(words.get(i).text());
            if (open != null && open.goesOn(label, separator, tags)) {
                if (!separator) {
                    open.add(words.get(i), tags);
                }
                continue;
            }
            close(open, spans);
            open = label == OUTSIDE || separator ? null : new Open(label, words.get(i), tags);
        }
        close(open, spans);
        return spans;
    }

    private int likeliest(float[] tags) {
        float best = tags[0] * outside;
        int label = OUTSIDE;
        for (int i = 0; i < labels.size(); i++) {
            float both = tags[1 + 2 * i] + tags[2 + 2 * i];
            if (both > best) {
                best = both;
                label = i;
            }
        }
        return label;
    }

    private void close(@Nullable Open open, List<TokenSpan> spans) {
        if (open == null) {
            return;
        }
        double score = Math.min(1, open.sum / open.count);
        if (score >= thresholds[open.label]) {
            spans.add(new TokenSpan(labels.get(open.label), open.start, open.end, score));
        }
    }

    /** A span that may go on. */
    private static final class Open {

        final int label;
        final int start;
        int end;
        double sum;
        int count;

        Open(int label, Word word, float... tags) {
            this.label = label;
            start = word.start();
            add(word, tags);
        }

        boolean goesOn(int next, boolean separator, float... tags) {
            return next == label && (separator || tags[1 + 2 * label] <= tags[2 + 2 * label]);
        }

        void add(Word word, float... tags) {
            end = word.end();
            sum += tags[1 + 2 * label] + tags[2 + 2 * label];
            count++;
        }
    }
}
