package dev.weir.policy.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the known name that an unknown one was probably meant to be: the nearest by optimal string alignment, which
 * counts insertions, deletions, substitutions and swaps of neighbours, if it is near enough for the name's length.
 */
public final class NameSuggester {
    private static final int LONGEST = 64;

    private NameSuggester() {}

    /** The nearest of the known names; empty where none comes near. */
    public static Optional<String> nearest(String unknown, Collection<String> known) {
        if (unknown.isEmpty() || unknown.length() > LONGEST) {
            return Optional.empty();
        }
        String wanted = unknown.toLowerCase(Locale.ROOT);
        int most = Math.max(1, unknown.length() / 3);
        return known.stream()
                .filter(name -> distance(wanted, name.toLowerCase(Locale.ROOT)) <= most)
                .min(Comparator.<String>comparingInt(name -> distance(wanted, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    static int distance(String a, String b) {
        int[] beforePrevious = new int[b.length() + 1];
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int best = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + cost);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                current[j] = swapped ? Math.min(best, beforePrevious[j - 2] + 1) : best;
            }
            int[] reused = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = reused;
        }
        return previous[b.length()];
    }
}
