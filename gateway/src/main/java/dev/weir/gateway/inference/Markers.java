package dev.weir.gateway.inference;

import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a question that embeddings are nearly blind to and on which an answer can turn: numbers, names, pseudonyms,
 * what is quoted, and denials. Two questions with different ones never mean the same.
 */
final class Markers {

    private static final Pattern WORD =
            Pattern.compile("\\[[A-Z_]+_[0-9A-Z]+]|\"[^\"]*\"|`[^`]*`|[\\p{L}\\p{N}'’.,%$€-]+");
    private static final Set<String> DENIALS = Set.of(
            "not",
            "no",
            "never",
            "none",
            "without",
            "except",
            "neither",
            "nor",
            "cannot",
            "nicht",
            "kein",
            "keine",
            "nie",
            "ohne",
            "non",
            "ne",
            "pas",
            "sans",
            "nunca",
            "sin",
            "không",
            "chưa",
            "đừng",
            "chẳng",
            "more",
            "less",
            "most",
            "least",
            "before",
            "after",
            "first",
            "last",
            "above",
            "below",
            "maximum",
            "minimum",
            "increase",
            "decrease");

    private Markers() {}

    /** In the order in which they stand. */
    static String of(String question) {
        StringJoiner markers = new StringJoiner("\0");
        Matcher words = WORD.matcher(question);
        boolean first = true;
        while (words.find()) {
            String word = words.group();
            boolean name = !first && Character.isUpperCase(word.codePointAt(0));
            if (name
                    || word.chars().anyMatch(Character::isDigit)
                    || "[\"`".indexOf(word.charAt(0)) >= 0
                    || word.endsWith("n't")
                    || word.endsWith("n’t")
                    || DENIALS.contains(word.toLowerCase(Locale.ROOT))) {
                markers.add(word);
            }
            first = false;
        }
        return markers.toString();
    }
}
