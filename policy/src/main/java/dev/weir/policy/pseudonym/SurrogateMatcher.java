package dev.weir.policy.pseudonym;

import dev.weir.policy.pseudonym.SurrogateTrie.Node;
import java.util.EnumMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds issued surrogates in text, also where a model changed how they are written: other case, escaped or missing
 * brackets, emphasis or line breaks inside, a possessive or genitive ending behind. What could as well be something
 * else is none. Immutable.
 *
 * <p>INVARIANT: an answer of {@link Open} is given only within {@link #longestForm} characters of the start, so
 * whoever waits for more waits no longer than that.
 */
final class SurrogateMatcher {

    /** Characters in all that may stand between those of a surrogate. */
    private static final int MAX_NOISE = 8;
    /** Characters that may stand between it and its brackets, and before its quotes. */
    private static final int MAX_EDGE = 3;
    /** Brackets and quotes, and two characters behind. */
    private static final int AROUND = 1 + 4 * (MAX_EDGE + 1) + 2;

    private static final Reading NONE = new Missed();
    private static final Reading OPEN = new Open();
    private static final String OPENING = "[\uFF3B\u3010";
    private static final String CLOSING = "]\uFF3D\u3011";

    private final List<SurrogateTrie> tries;
    private final SurrogateTrie placeholders;
    private final boolean anyNumber;
    private final int longestForm;

    SurrogateMatcher(List<VaultEntry> entries) {
        var byKind = new EnumMap<SurrogateKind, SurrogateTrie>(SurrogateKind.class);
        for (VaultEntry entry : entries) {
            byKind.computeIfAbsent(entry.kind(), SurrogateTrie::new).add(entry);
        }
        this.tries = List.copyOf(byKind.values());
        this.placeholders =
                byKind.getOrDefault(SurrogateKind.PLACEHOLDER, new SurrogateTrie(SurrogateKind.PLACEHOLDER));
        int longest = tries.stream().mapToInt(SurrogateTrie::longest).max().orElse(0);
        this.anyNumber = entries.stream().anyMatch(VaultEntry::wasNumber);
        this.longestForm = longest == 0 ? 0 : longest + MAX_NOISE + AROUND;
    }

    /** What a start comes to. */
    sealed interface Reading {}

    /** No surrogate starts here. */
    record Missed() implements Reading {}

    /** One may start here; the next characters will tell. */
    record Open() implements Reading {}

    /**
     * A surrogate.
     *
     * @param end one past its last character
     * @param quoted whether the quotes around it belong to it
     */
    record Found(VaultEntry entry, int end, boolean quoted) implements Reading {}

    /** Most characters that the longest surrogate can take up, with all that is tolerated in and around it. */
    int longestForm() {
        return longestForm;
    }

    /**
     * Whether a surrogate starts at a place.
     *
     * @param before the two characters before it
     * @param valueExpected whether a JSON value may begin here
     * @param ended whether nothing follows the text
     */
    Reading read(Glyphs text, int from, Preceding before, boolean valueExpected, boolean ended) {
        char c = text.at(from);
        if (valueExpected && anyNumber && (c == '"' || c == '\\')) {
            return quoted(text, from, ended);
        }
        if (c == '\\') {
            return escaped(text, from, ended);
        }
        int bracket = OPENING.indexOf(c);
        if (bracket >= 0) {
            return bracketed(text, from, CLOSING.charAt(bracket), ended);
        }
        boolean sign = c == '+' || c == '(';
        if (!sign && !SurrogateTrie.isWord(c)) {
            return NONE;
        }
        Reading best = NONE;
        for (SurrogateTrie trie : tries) {
            boolean numbers = trie.kind() == SurrogateKind.NUMBER;
            if ((sign && !numbers) || before.joins(trie.kind())) {
                continue;
            }
            Reading reading = sign ? signed(trie, text, from, ended) : bare(trie, text, from, ended);
            if (reading instanceof Open) {
                return reading;
            }
            best = reading instanceof Found found && (!(best instanceof Found known) || found.end > known.end)
                    ? found
                    : best;
        }
        return best;
    }

    /** Where the longest surrogate that stands here word for word ends, whatever is around it; -1 where none does. */
    int issuedEnd(String text, int from) {
        int longest = -1;
        for (SurrogateTrie trie : tries) {
            Node node = trie.root();
            for (int i = from; i < text.length() && i - from < longestForm; i++) {
                Node next = node.child(SurrogateTrie.fold(text.charAt(i)));
                if (next != null) {
                    node = next;
                    longest = node.entry() == null ? longest : Math.max(longest, i + 1);
                } else if (i == from || !SurrogateTrie.isNoise(trie.kind(), text.charAt(i))) {
                    break;
                }
            }
        }
        return longest;
    }

    private Reading bare(SurrogateTrie trie, Glyphs text, int from, boolean ended) {
        return new Walk(trie, text, ended).from(from);
    }

    /** A number that was issued with a sign or bracket before its first digit. */
    private Reading signed(SurrogateTrie trie, Glyphs text, int from, boolean ended) {
        if (from + 1 == text.size()) {
            return ended ? NONE : OPEN;
        }
        Reading reading = bare(trie, text, from + 1, ended);
        boolean foreign =
                reading instanceof Found found && found.entry.surrogate().charAt(0) != text.at(from);
        return foreign ? NONE : reading;
    }

    /** Markdown has brackets escaped. */
    private Reading escaped(Glyphs text, int from, boolean ended) {
        if (from + 1 == text.size()) {
            return ended ? NONE : OPEN;
        }
        return text.at(from + 1) == '[' ? bracketed(text, from + 1, ']', ended) : NONE;
    }

    private Reading bracketed(Glyphs text, int from, char closing, boolean ended) {
        int first = skipNoise(text, from + 1);
        if (first == text.size()) {
            return ended ? NONE : OPEN;
        }
        Walk walk = new Walk(placeholders, text, ended);
        walk.closing = closing;
        Reading reading = walk.from(first);
        // Without its second bracket the first one is not the placeholder's.
        return reading instanceof Found found && text.at(found.end - 1) != closing ? NONE : reading;
    }

    /** A placeholder in quotes that stands for a number: the quotes came with it. */
    private Reading quoted(Glyphs text, int from, boolean ended) {
        int quote = skipBackslashes(text, from);
        if (quote == text.size() || quote + 1 == text.size()) {
            return ended ? NONE : OPEN;
        }
        if (text.at(quote) != '"' || text.at(quote + 1) != '[') {
            return NONE;
        }
        Reading reading = bracketed(text, quote + 1, ']', ended);
        if (!(reading instanceof Found found)) {
            return reading;
        }
        int end = skipBackslashes(text, found.end);
        if (end == text.size()) {
            return ended ? NONE : OPEN;
        }
        return found.entry.wasNumber() && text.at(end) == '"'
                ? new Found(found.entry, end + 1, /* quoted= */ true)
                : NONE;
    }

    private static int skipNoise(Glyphs text, int from) {
        int i = from;
        while (i < text.size() && i - from < MAX_EDGE && SurrogateTrie.isNoise(SurrogateKind.PLACEHOLDER, text.at(i))) {
            i++;
        }
        return i;
    }

    private static int skipBackslashes(Glyphs text, int from) {
        int i = from;
        while (i < text.size() && i - from < MAX_EDGE && text.at(i) == '\\') {
            i++;
        }
        return i;
    }

    /** One way down a trie along a text. */
    private static final class Walk {
        private final SurrogateTrie trie;
        private final Glyphs text;
        private final boolean ended;
        private char closing;
        private boolean lowerCase = true;

        @Nullable
        private Found best;

        Walk(SurrogateTrie trie, Glyphs text, boolean ended) {
            this.trie = trie;
            this.text = text;
            this.ended = ended;
        }

        Reading from(int from) {
            Node node = trie.root();
            int noise = 0;
            for (int i = from; ; i++) {
                VaultEntry entry = i > from && !isNoiseAt(i - 1) ? node.entry() : null;
                if (entry != null && !accept(entry, i)) {
                    return OPEN;
                }
                if (node.isLeaf()) {
                    break;
                }
                if (i == text.size()) {
                    if (!ended) {
                        return OPEN;
                    }
                    break;
                }
                char c = text.at(i);
                Node next = node.child(SurrogateTrie.fold(c));
                if (next != null) {
                    node = next;
                    lowerCase &= !Character.isUpperCase(c);
                } else if (i == from || !isNoiseAt(i) || ++noise > MAX_NOISE) {
                    break;
                }
            }
            return best == null ? NONE : best;
        }

        private boolean isNoiseAt(int i) {
            return SurrogateTrie.isNoise(trie.kind(), text.at(i));
        }

        /** Keeps a surrogate that ends before {@code end} if it may end there; false where more text must tell. */
        private boolean accept(VaultEntry entry, int end) {
            if (closing != 0) {
                int close = skipNoise(text, end);
                if (close < text.size() && text.at(close) == closing) {
                    best = new Found(entry, close + 1, /* quoted= */ false);
                    return true;
                }
                if (close == text.size() && !ended) {
                    return false;
                }
            }
            int needed = end + 2;
            if (text.size() < needed && !ended && !endsSurely(end)) {
                return false;
            }
            if (mayEnd(end)) {
                best = new Found(entry, end, /* quoted= */ false);
            }
            return true;
        }

        /** Whether the one character that is there already tells. */
        private boolean endsSurely(int end) {
            if (end >= text.size()) {
                return false;
            }
            char next = text.at(end);
            return next != 's' && next != '_' && next != '.' && next != '-';
        }

        private boolean mayEnd(int end) {
            if (end >= text.size()) {
                return true;
            }
            char next = text.at(end);
            boolean wordFollows = end + 1 < text.size() && SurrogateTrie.isWord(text.at(end + 1));
            if (SurrogateTrie.isWord(next)) {
                boolean words = trie.kind() == SurrogateKind.PLACEHOLDER || trie.kind() == SurrogateKind.NAME;
                return words && next == 's' && !wordFollows && !lowerCase;
            }
            return switch (trie.kind()) {
                case PLACEHOLDER, NAME -> next != '_' || !wordFollows;
                case TEXT -> next != '@' && ((next != '.' && next != '-' && next != '_') || !wordFollows);
                case NUMBER -> true;
            };
        }
    }
}
