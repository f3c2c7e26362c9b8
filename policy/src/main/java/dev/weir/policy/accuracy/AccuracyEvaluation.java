package dev.weir.policy.accuracy;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares predictions with gold spans, corpus by corpus. A corpus is judged on the labels that occur in it, or a text
 * on those of its own scope; what is found beyond them still protects characters. A corpus without gold spans is judged
 * on all labels.
 *
 * @param level how finely labels are told apart
 * @param leastOverlap intersection over union that makes a match, in (0, 1]
 */
public record AccuracyEvaluation(Labels.Level level, double leastOverlap) {

    public AccuracyEvaluation {
        if (!(leastOverlap > 0 && leastOverlap <= 1)) {
            throw new IllegalArgumentException("an overlap is in (0, 1], was " + leastOverlap);
        }
    }

    /**
     * What came of it.
     *
     * @param invalidSpans predictions that don't lie in their text; they count for nothing
     */
    public record Report(Scores total, SortedMap<String, Scores> byCorpus, int invalidSpans) {}

    /**
     * Evaluates.
     *
     * @param predictions predicted spans by text id; a missing id means that nothing was found
     * @throws IllegalArgumentException two texts have one id
     */
    public Report evaluate(Collection<LabelledText> texts, Map<String, List<LabelledSpan>> predictions) {
        Map<String, Set<String>> used = labelsUsed(texts);
        var total = new Tally(leastOverlap);
        var corpora = new TreeMap<String, Tally>();
        int invalid = 0;
        for (LabelledText text : texts) {
            List<LabelledSpan> given = predictions.getOrDefault(text.id(), List.of());
            int length = text.length();
            List<LabelledSpan> valid = given.stream()
                    .filter(span -> span.start() >= 0 && span.start() < span.end() && span.end() <= length)
                    .toList();
            invalid += given.size() - valid.size();
            Set<String> scope = text.scope().isEmpty() ? used.getOrDefault(text.source(), Set.of()) : text.scope();
            List<LabelledSpan> gold =
                    text.spans().stream().map(span -> span.at(level)).toList();
            List<LabelledSpan> judged = judged(valid, scope);
            total.add(text, gold, valid, judged);
            corpora.computeIfAbsent(text.source(), source -> new Tally(leastOverlap))
                    .add(text, gold, valid, judged);
        }
        var byCorpus = new TreeMap<String, Scores>();
        corpora.forEach((source, tally) -> byCorpus.put(source, tally.scores()));
        return new Report(total.scores(), byCorpus, invalid);
    }

    private static Map<String, Set<String>> labelsUsed(Collection<LabelledText> texts) {
        var seen = new HashSet<String>();
        var used = new HashMap<String, Set<String>>();
        for (LabelledText text : texts) {
            if (!seen.add(text.id())) {
                throw new IllegalArgumentException("two texts have the id " + text.id());
            }
            for (LabelledSpan span : text.spans()) {
                if (!span.isIgnored()) {
                    used.computeIfAbsent(text.source(), source -> new HashSet<>())
                            .add(span.label());
                }
            }
        }
        return used;
    }

    private List<LabelledSpan> judged(List<LabelledSpan> predicted, Set<String> scope) {
        var labels = new HashSet<String>();
        scope.forEach(label -> labels.add(level.of(label)));
        boolean all = labels.isEmpty() || labels.contains(Labels.WILDCARD);
        var judged = new TreeSet<LabelledSpan>();
        predicted.stream()
                .map(span -> span.at(level))
                .filter(span -> all || labels.contains(span.label()))
                .forEach(judged::add);
        return List.copyOf(judged);
    }
}
