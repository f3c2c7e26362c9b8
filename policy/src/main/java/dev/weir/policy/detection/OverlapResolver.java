package dev.weir.policy.detection;

import dev.weir.policy.detection.Entity.Category;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Makes one match of matches that overlap. It covers all that any of them covered, so that nothing is left behind; its
 * entity is the strongest one's: secrets first, then the surest, then the longest.
 */
final class OverlapResolver {

    private static final Comparator<Match> WEAKEST_FIRST = Comparator.comparing(
                    (Match match) -> match.entity().category() == Category.SECRET)
            .thenComparingDouble(Match::score)
            .thenComparingInt(Match::length);

    /** Scores up to here stand for a form alone, without a word that says what it is. */
    private static final double UNEXPLAINED = 0.7;

    private OverlapResolver() {}

    static List<Match> resolve(List<Match> matches) {
        if (matches.size() < 2) {
            return matches;
        }
        var sorted = new ArrayList<>(matches);
        sorted.sort(Comparator.comparingInt(Match::start));
        var resolved = new ArrayList<Match>();
        Match open = sorted.getFirst();
        for (Match match : sorted.subList(1, sorted.size())) {
            if (open.overlaps(match)) {
                open = union(open, match);
            } else {
                resolved.add(open);
                open = match;
            }
        }
        resolved.add(open);
        return resolved;
    }

    private static Match union(Match a, Match b) {
        return WEAKEST_FIRST.compare(a, b) >= 0 ? absorbed(a, b) : absorbed(b, a);
    }

    private static Match absorbed(Match stronger, Match weaker) {
        if (weaker.entity().equals(StandardEntities.URL) && stronger.entity().category() == Category.SECRET) {
            // The key inside an address is what matters; the rest of the address is public.
            return stronger;
        }
        return new Match(
                stronger.entity(),
                Math.min(stronger.start(), weaker.start()),
                Math.max(stronger.end(), weaker.end()),
                stronger.score(),
                stronger.recogniser(),
                stronger.explanation(),
                alternatives(stronger, weaker));
    }

    /** A value that nothing explains is both of what it may be; an explained one isn't. */
    private static List<Entity> alternatives(Match stronger, Match weaker) {
        boolean same = stronger.start() == weaker.start() && stronger.end() == weaker.end();
        if (!same || stronger.score() > UNEXPLAINED || stronger.entity().category() == Category.SECRET) {
            return stronger.alternatives();
        }
        var all = new LinkedHashSet<>(stronger.alternatives());
        all.add(weaker.entity());
        all.addAll(weaker.alternatives());
        all.remove(stronger.entity());
        return List.copyOf(all);
    }
}
