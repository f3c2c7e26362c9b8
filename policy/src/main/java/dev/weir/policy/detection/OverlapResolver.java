package dev.weir.policy.detection;

import dev.weir.policy.detection.Entity.Category;
import java.util.ArrayList;
import java.util.Comparator;
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
        Match stronger = WEAKEST_FIRST.compare(a, b) >= 0 ? a : b;
        return stronger.at(Math.min(a.start(), b.start()), Math.max(a.end(), b.end()));
    }
}
