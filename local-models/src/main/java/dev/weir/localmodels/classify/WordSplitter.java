package dev.weir.localmodels.classify;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a text into words. Time is linear in the text's length.
 *
 * <p>The training recipe's {@code pieces.py} does exactly the same; change both together.
 */
final class WordSplitter {

    /** Code points of a word that are read; the rest of a longer one is covered by its offsets all the same. */
    static final int MAX_WORD = 64;

    private final String text;
    private final List<Word> words = new ArrayList<>();
    private int start = -1;
    private int end;
    private Word.Kind kind = Word.Kind.OTHER;
    private boolean spaced = true;
    private boolean opensLine = true;

    private WordSplitter(String text) {
        this.text = text;
    }

    static List<Word> split(String text) {
        WordSplitter splitter = new WordSplitter(text);
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            int next = at + Character.charCount(codePoint);
            splitter.take(codePoint, at, next);
            at = next;
        }
        splitter.flush();
        return splitter.words;
    }

    private void take(int codePoint, int at, int next) {
        switch (CharacterRole.of(codePoint)) {
            case INVISIBLE -> {}
            case SPACE -> {
                flush();
                spaced = true;
                opensLine |= CharacterRole.breaksLine(codePoint);
            }
            case MARK -> grow(start < 0 ? Word.Kind.LETTERS : kind, at, next);
            case LETTER -> grow(Word.Kind.LETTERS, at, next);
            case DIGIT -> grow(Word.Kind.DIGITS, at, next);
            case OTHER -> {
                flush();
                grow(Word.Kind.OTHER, at, next);
            }
        }
    }

    private void grow(Word.Kind wanted, int at, int next) {
        if (start >= 0 && kind != wanted) {
            flush();
        }
        if (start < 0) {
            start = at;
            kind = wanted;
        }
        end = next;
    }

    private void flush() {
        if (start < 0) {
            return;
        }
        String read = readable(text.substring(start, end));
        if (!read.isEmpty()) {
            words.add(new Word(start, end, kind, read, spaced, opensLine));
            spaced = false;
            opensLine = false;
        }
        start = -1;
    }

    private static String readable(String raw) {
        String visible = raw;
        if (raw.codePoints().anyMatch(c -> CharacterRole.of(c) == CharacterRole.INVISIBLE)) {
            visible = raw.codePoints()
                    .filter(c -> CharacterRole.of(c) != CharacterRole.INVISIBLE)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
        String composed = Normalizer.normalize(visible, Normalizer.Form.NFKC).replace(" ", "");
        return composed.codePointCount(0, composed.length()) > MAX_WORD
                ? composed.substring(0, composed.offsetByCodePoints(0, MAX_WORD))
                : composed;
    }
}
