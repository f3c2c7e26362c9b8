package dev.weir.localmodels.tokenizer;

import dev.weir.localmodels.tokenizer.Vocabulary.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds control tokens in text that is trusted to hold them, and the places where untrusted text could become one. */
final class ControlTokens {

    /** A piece of text: plain, or one control token. */
    sealed interface Piece {
        record Plain(String text) implements Piece {}

        record Control(int id) implements Piece {}
    }

    private record Token(String text, int id) {}

    /** By first character, longest first. */
    private final Map<Character, List<Token>> byFirst = new HashMap<>();

    ControlTokens(Vocabulary vocabulary) {
        vocabulary
                .ofKind(Kind.CONTROL)
                .forEach((id, text) -> byFirst.computeIfAbsent(text.charAt(0), _ -> new ArrayList<>())
                        .add(new Token(text, id)));
        byFirst.values()
                .forEach(tokens -> tokens.sort(Comparator.comparingInt((Token token) -> token.text.length())
                        .reversed()
                        .thenComparingInt(Token::id)));
    }

    /** Cuts text at its control tokens, the leftmost first and of those that start together the longest. */
    List<Piece> split(String text) {
        List<Piece> pieces = new ArrayList<>();
        int plainFrom = 0;
        int at = 0;
        while (at < text.length()) {
            Token token = at(text, at);
            if (token == null) {
                at++;
                continue;
            }
            if (at > plainFrom) {
                pieces.add(new Piece.Plain(text.substring(plainFrom, at)));
            }
            pieces.add(new Piece.Control(token.id));
            at += token.text.length();
            plainFrom = at;
        }
        if (plainFrom < text.length()) {
            pieces.add(new Piece.Plain(text.substring(plainFrom)));
        }
        return pieces;
    }

    /**
     * Where {@code text} holds the start of a control token: of a whole one, or of one that text after it could complete.
     * Of a text that begins with the rest of a control token, the first place counts too.
     */
    BitSet hazards(String text) {
        BitSet places = new BitSet(text.length());
        for (int at = 0; at < text.length(); at++) {
            if (couldStart(text, at)) {
                places.set(at);
            }
        }
        if (couldComplete(text)) {
            places.set(0);
        }
        return places;
    }

    private boolean couldStart(String text, int at) {
        int remaining = text.length() - at;
        for (Token token : starting(text.charAt(at))) {
            if (text.regionMatches(at, token.text, 0, Math.min(remaining, token.text.length()))) {
                return true;
            }
        }
        return false;
    }

    private boolean couldComplete(String text) {
        return byFirst.values().stream().flatMap(List::stream).anyMatch(token -> couldComplete(text, token.text));
    }

    private static boolean couldComplete(String text, String token) {
        for (int cut = 1; cut < token.length(); cut++) {
            if (text.length() >= token.length() - cut && text.regionMatches(0, token, cut, token.length() - cut)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Token at(String text, int at) {
        for (Token token : starting(text.charAt(at))) {
            if (text.startsWith(token.text, at)) {
                return token;
            }
        }
        return null;
    }

    private List<Token> starting(char first) {
        return byFirst.getOrDefault(first, List.of());
    }
}
