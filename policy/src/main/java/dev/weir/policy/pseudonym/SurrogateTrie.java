package dev.weir.policy.pseudonym;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The surrogates of one kind by the characters that count in them, in upper case. Read-only once built.
 */
final class SurrogateTrie {

    private static final String EMPHASIS = "\\*`";
    private static final String GROUPING = "-./()_";

    private final SurrogateKind kind;
    private final Node root = new Node();
    private int longest;

    /** A place in the trie. */
    static final class Node {
        private final Map<Character, Node> children = new HashMap<>();

        @Nullable
        private VaultEntry entry;

        @Nullable
        Node child(char symbol) {
            return children.get(symbol);
        }

        @Nullable
        VaultEntry entry() {
            return entry;
        }

        boolean isLeaf() {
            return children.isEmpty();
        }
    }

    SurrogateTrie(SurrogateKind kind) {
        this.kind = kind;
    }

    void add(VaultEntry entry) {
        Node node = root;
        String symbols = symbols(kind, entry.surrogate());
        for (int i = 0; i < symbols.length(); i++) {
            node = node.children.computeIfAbsent(symbols.charAt(i), c -> new Node());
        }
        if (node.entry == null) {
            node.entry = entry;
        }
        longest = Math.max(longest, symbols.length());
    }

    SurrogateKind kind() {
        return kind;
    }

    Node root() {
        return root;
    }

    /** Symbols of the longest surrogate. */
    int longest() {
        return longest;
    }

    /** The characters of a surrogate that count. Two surrogates of a kind may not share them. */
    static String symbols(SurrogateKind kind, String surrogate) {
        var symbols = new StringBuilder(surrogate.length());
        for (int i = 0; i < surrogate.length(); i++) {
            char c = surrogate.charAt(i);
            if (kind == SurrogateKind.TEXT ? !isNoise(kind, c) : Character.isLetterOrDigit(c)) {
                symbols.append(fold(c));
            }
        }
        return symbols.toString();
    }

    /** Whether a model may have put a character between two that count, or left it out there. */
    static boolean isNoise(SurrogateKind kind, char c) {
        if (c == '\u00AD' || (c >= '\u200B' && c <= '\u200D') || c == '\u2060') {
            return true;
        }
        if (kind == SurrogateKind.NAME) {
            return false;
        }
        boolean grouping = kind == SurrogateKind.NUMBER && GROUPING.indexOf(c) >= 0;
        boolean joining = kind == SurrogateKind.PLACEHOLDER && c == '_';
        return grouping || joining || EMPHASIS.indexOf(c) >= 0 || Character.isWhitespace(c) || c == '\u00A0';
    }

    /** Letters and digits of scripts that set words apart. */
    static boolean isWord(char c) {
        boolean unspaced = (c >= '\u0E00' && c <= '\u0EFF') || (c >= '\u2E80' && c <= '\uD7AF');
        return Character.isLetterOrDigit(c) && !unspaced;
    }

    static char fold(char c) {
        return Character.toUpperCase(c);
    }
}
