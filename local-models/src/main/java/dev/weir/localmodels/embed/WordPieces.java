package dev.weir.localmodels.embed;

import java.io.InputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * BERT's uncased tokenizer: lower case without accents, punctuation and ideographs alone, then each word cut greedily
 * into the longest pieces of the vocabulary.
 *
 * <p>Source: Devlin et al., BERT (2018), the released {@code tokenization.py}. Marks at beginning and end are left to
 * the caller. Immutable.
 */
final class WordPieces {

    private static final int LONGEST_WORD = 100;
    private static final String CONTINUED = "##";

    private final Map<String, Integer> vocabulary;
    private final int unknown;

    private WordPieces(Map<String, Integer> vocabulary) {
        this.vocabulary = vocabulary;
        this.unknown = id("[UNK]");
    }

    /** Reads the vocabulary of a {@code tokenizer.json}. */
    static WordPieces read(InputStream tokenizerJson) {
        JsonNode entries =
                new ObjectMapper().readTree(tokenizerJson).path("model").path("vocab");
        Map<String, Integer> vocabulary = HashMap.newHashMap(entries.size());
        entries.properties()
                .forEach(
                        entry -> vocabulary.put(entry.getKey(), entry.getValue().asInt()));
        return new WordPieces(vocabulary);
    }

    /** The number of a mark such as {@code [CLS]}. */
    int id(String mark) {
        Integer id = vocabulary.get(mark);
        if (id == null) {
            throw new IllegalArgumentException("the vocabulary has no `" + mark + "`");
        }
        return id;
    }

    /** The pieces of a text, in order. */
    List<Integer> encode(String text) {
        List<Integer> pieces = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        String clean = Normalizer.normalize(text, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
        clean.codePoints().filter(WordPieces::isKept).forEach(c -> {
            if (isSpace(c)) {
                flush(word, pieces);
            } else if (standsAlone(c)) {
                flush(word, pieces);
                flush(word.appendCodePoint(c), pieces);
            } else {
                word.appendCodePoint(c);
            }
        });
        flush(word, pieces);
        return pieces;
    }

    private void flush(StringBuilder word, List<Integer> pieces) {
        if (!word.isEmpty()) {
            cut(word.toString(), pieces);
            word.setLength(0);
        }
    }

    private void cut(String word, List<Integer> pieces) {
        if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
            pieces.add(unknown);
            return;
        }
        List<Integer> found = new ArrayList<>();
        for (int start = 0; start < word.length(); ) {
            int end = word.length();
            Integer piece = null;
            for (; end > start && piece == null; end--) {
                piece = vocabulary.get((start == 0 ? "" : CONTINUED) + word.substring(start, end));
            }
            if (piece == null) {
                pieces.add(unknown);
                return;
            }
            found.add(piece);
            start = end + 1;
        }
        pieces.addAll(found);
    }

    private static boolean isKept(int c) {
        return c != 0xFFFD && (isSpace(c) || !isControl(c)) && Character.getType(c) != Character.NON_SPACING_MARK;
    }

    private static boolean isControl(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    private static boolean isSpace(int c) {
        return c == '\t' || c == '\n' || c == '\r' || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean standsAlone(int c) {
        return isIdeograph(c)
                || (c >= 33 && c <= 47)
                || (c >= 58 && c <= 64)
                || (c >= 91 && c <= 96)
                || (c >= 123 && c <= 126)
                || isPunctuation(c);
    }

    private static boolean isPunctuation(int c) {
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    /** The blocks of CJK ideographs that BERT names; kana and hangul aren't among them. */
    private static boolean isIdeograph(int c) {
        return (c >= 0x4E00 && c <= 0x9FFF)
                || (c >= 0x3400 && c <= 0x4DBF)
                || (c >= 0x20000 && c <= 0x2A6DF)
                || (c >= 0x2A700 && c <= 0x2CEAF)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0x2F800 && c <= 0x2FA1F);
    }
}
