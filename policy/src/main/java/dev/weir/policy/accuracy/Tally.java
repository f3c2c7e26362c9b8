package dev.weir.policy.accuracy;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Adds up what is found in one text after the other. Not thread-safe. */
final class Tally {

    private static final double IDENTICAL = 2;

    private final double leastOverlap;
    private final Map<String, Counts> exact = new HashMap<>();
    private final Map<String, Counts> overlap = new HashMap<>();
    private final Map<String, Share> characters = new HashMap<>();
    private Share predictedCharacters = Share.NONE;
    private Share leakingSpans = Share.NONE;
    private Share leakingTexts = Share.NONE;
    private Share flaggedTexts = Share.NONE;
    private int texts;

    Tally(double leastOverlap) {
        this.leastOverlap = leastOverlap;
    }

    /** A part of a whole. */
    private record Share(long part, long whole) {
        static final Share NONE = new Share(0, 0);

        Share plus(long more, long moreWhole) {
            return new Share(part + more, whole + moreWhole);
        }

        Share plus(boolean hit) {
            return plus(hit ? 1 : 0, 1);
        }

        double orElse(double none) {
            return whole > 0 ? (double) part / whole : none;
        }

        OptionalDouble ratio() {
            return whole > 0 ? OptionalDouble.of(orElse(0)) : OptionalDouble.empty();
        }
    }

    /**
     * Adds one text.
     *
     * @param gold every gold span
     * @param predicted every prediction: each protects characters
     * @param judged the predictions whose labels this text judges, sorted, without repetition
     */
    void add(LabelledText text, List<LabelledSpan> gold, List<LabelledSpan> predicted, List<LabelledSpan> judged) {
        texts++;
        count(SpanMatching.of(gold, judged, IDENTICAL), gold, judged, exact);
        count(SpanMatching.of(gold, judged, leastOverlap), gold, judged, overlap);
        BitSet visible = visible(text);
        BitSet covered = mask(predicted);
        boolean leaks = false;
        boolean any = false;
        for (LabelledSpan span : gold) {
            if (span.isIgnored()) {
                continue;
            }
            any = true;
            BitSet own = visible.get(span.start(), span.end());
            int total = own.cardinality();
            own.and(covered.get(span.start(), span.end()));
            characters.merge(span.label(), new Share(own.cardinality(), total), (a, b) -> a.plus(b.part, b.whole));
            leakingSpans = leakingSpans.plus(own.cardinality() < total);
            leaks |= own.cardinality() < total;
        }
        addPrecision(gold, judged, visible);
        if (any) {
            leakingTexts = leakingTexts.plus(leaks);
        } else if (gold.isEmpty()) {
            flaggedTexts = flaggedTexts.plus(!judged.isEmpty());
        }
    }

    private void addPrecision(List<LabelledSpan> gold, List<LabelledSpan> judged, BitSet visible) {
        BitSet predicted = mask(judged);
        predicted.and(visible);
        BitSet right = mask(gold.stream().filter(span -> !span.isIgnored()).toList());
        right.and(predicted);
        predicted.andNot(mask(gold.stream().filter(LabelledSpan::isIgnored).toList()));
        predictedCharacters = predictedCharacters.plus(right.cardinality(), predicted.cardinality());
    }

    private static void count(
            SpanMatching matching, List<LabelledSpan> gold, List<LabelledSpan> judged, Map<String, Counts> counts) {
        matching.pairs()
                .forEach(pair -> counts.merge(gold.get(pair.gold()).label(), new Counts(1, 0, 0), Counts::plus));
        matching.falseAlarms().forEach(j -> counts.merge(judged.get(j).label(), new Counts(0, 1, 0), Counts::plus));
        matching.missed().forEach(i -> counts.merge(gold.get(i).label(), new Counts(0, 0, 1), Counts::plus));
    }

    private static BitSet mask(List<LabelledSpan> spans) {
        var mask = new BitSet();
        spans.forEach(span -> mask.set(span.start(), span.end()));
        return mask;
    }

    private static BitSet visible(LabelledText text) {
        var visible = new BitSet();
        int[] codePoints = text.text().codePoints().toArray();
        for (int i = 0; i < codePoints.length; i++) {
            visible.set(i, !isSpace(codePoints[i]));
        }
        return visible;
    }

    /** White space as Unicode defines it by bidirectional class, and every space separator. */
    private static boolean isSpace(int codePoint) {
        return switch (Character.getDirectionality(codePoint)) {
            case Character.DIRECTIONALITY_WHITESPACE,
                    Character.DIRECTIONALITY_PARAGRAPH_SEPARATOR,
                    Character.DIRECTIONALITY_SEGMENT_SEPARATOR -> true;
            default -> Character.getType(codePoint) == Character.SPACE_SEPARATOR;
        };
    }

    Scores scores() {
        Share all = characters.values().stream().reduce(Share.NONE, (a, b) -> a.plus(b.part, b.whole));
        var labels = new TreeSet<String>();
        Stream.of(exact, overlap, characters).forEach(map -> labels.addAll(map.keySet()));
        var byLabel = new TreeMap<String, Scores.LabelScores>();
        for (String label : labels) {
            OptionalDouble kept = characters.getOrDefault(label, Share.NONE).ratio();
            byLabel.put(
                    label,
                    new Scores.LabelScores(
                            exact.getOrDefault(label, Counts.NONE),
                            overlap.getOrDefault(label, Counts.NONE),
                            kept.isPresent() ? OptionalDouble.of(1 - kept.getAsDouble()) : kept));
        }
        return new Scores(
                texts,
                (int) leakingSpans.whole,
                sum(exact),
                sum(overlap),
                all.whole > 0 ? 1 - all.orElse(1) : 0,
                leakingSpans.orElse(0),
                leakingTexts.orElse(0),
                predictedCharacters.orElse(1),
                flaggedTexts.ratio(),
                byLabel);
    }

    private static Counts sum(Map<String, Counts> counts) {
        return counts.values().stream().reduce(Counts.NONE, Counts::plus);
    }
}
