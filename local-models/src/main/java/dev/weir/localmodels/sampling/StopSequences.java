package dev.weir.localmodels.sampling;

import java.util.List;

/**
 * Cuts a text that arrives piece by piece before the first stop sequence in it.
 *
 * <p>The first to be complete wins; of those complete at the same character, the longest. Only what could still become a
 * stop sequence is held back, however the text is cut into pieces. Not thread-safe; one per answer.
 */
public final class StopSequences {

    private final List<PrefixMatcher> matchers;
    private final StringBuilder held = new StringBuilder();
    private boolean stopped;

    /**
     * @param stops none of them empty
     */
    public StopSequences(List<String> stops) {
        this.matchers = stops.stream().map(PrefixMatcher::new).toList();
    }

    /** Takes the next piece and returns what may be delivered now. Once a stop sequence has come that is nothing. */
    public String append(String piece) {
        for (int i = 0; i < piece.length() && !stopped; i++) {
            held.append(piece.charAt(i));
            int matched = 0;
            for (PrefixMatcher matcher : matchers) {
                matched = Math.max(matched, matcher.accept(piece.charAt(i)));
            }
            if (matched > 0) {
                stopped = true;
                held.setLength(held.length() - matched);
            }
        }
        return stopped ? drain(held.length()) : drain(held.length() - longestPrefix());
    }

    /** Whether a stop sequence has come. */
    public boolean stopped() {
        return stopped;
    }

    /** What was held back, now that the text ends; nothing if a stop sequence has come. */
    public String finish() {
        return drain(held.length());
    }

    private int longestPrefix() {
        return matchers.stream().mapToInt(PrefixMatcher::matched).max().orElse(0);
    }

    private String drain(int length) {
        String text = held.substring(0, length);
        held.delete(0, length);
        return text;
    }

    /** Follows how much of one stop sequence the text ends with (Knuth, Morris and Pratt 1977). */
    private static final class PrefixMatcher {

        private final String stop;
        /** For each length, the next shorter prefix of the stop sequence that one of that length ends with. */
        private final int[] shorter;

        private int matched;

        PrefixMatcher(String stop) {
            if (stop.isEmpty()) {
                throw new IllegalArgumentException("a stop sequence is not empty");
            }
            this.stop = stop;
            this.shorter = new int[stop.length() + 1];
            for (int length = 2; length <= stop.length(); length++) {
                shorter[length] = extend(shorter[length - 1], stop.charAt(length - 1));
            }
        }

        /** The length of the stop sequence if it is complete with this character, otherwise 0. */
        int accept(char symbol) {
            matched = extend(matched, symbol);
            return matched == stop.length() ? matched : 0;
        }

        int matched() {
            return matched;
        }

        private int extend(int from, char symbol) {
            int length = from;
            while (length > 0 && stop.charAt(length) != symbol) {
                length = shorter[length];
            }
            return stop.charAt(length) == symbol ? length + 1 : length;
        }
    }
}
