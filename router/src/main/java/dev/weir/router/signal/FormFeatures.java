package dev.weir.router.signal;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** Size and typography: how long, how dense, how set. */
final class FormFeatures {

    private static final int SHORT_WORDS = 12;
    private static final int LONG_WORD = 9;
    private static final int RARE_LENGTH = 12;
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?\u3002\uff1f](?=\\s|$)");
    private static final Pattern NAME = Pattern.compile("(?<=[\\p{Ll},;] )\\p{Lu}\\p{Ll}+");
    private static final Pattern CAPITALS = Pattern.compile("\\b\\p{Lu}{2,}\\b");
    private static final Pattern QUOTED = Pattern.compile("[\"\u201c\u00ab\u201e]");

    private FormFeatures() {}

    static void addTo(FeatureList features, Wording wording) {
        addLength(features, wording);
        addWords(features, wording.words());
        addSigns(features, wording);
    }

    private static void addLength(FeatureList features, Wording wording) {
        int words = wording.words().size();
        long sentences = Wording.matches(SENTENCE_END, wording.text());
        features.count("length.words", words);
        features.count("length.characters", wording.text().length());
        features.count("length.sentences", sentences);
        features.count("length.lines", wording.signs("\n"));
        features.count("length.words_per_sentence", words / Math.max(1.0, (double) sentences));
        features.flag("short", words < SHORT_WORDS);
    }

    private static void addWords(FeatureList features, List<String> words) {
        double count = Math.max(1, words.size());
        double letters = words.stream().mapToDouble(String::length).sum();
        features.add("rare_words.mean_length", letters / count);
        features.count(
                "rare_words.long",
                words.stream().filter(word -> word.length() > LONG_WORD).count());
        features.count(
                "rare_words.very_long",
                words.stream().filter(word -> word.length() > RARE_LENGTH).count());
        features.add("rare_words.share_distinct", new HashSet<>(words).size() / count);
    }

    private static void addSigns(FeatureList features, Wording wording) {
        features.count("signs.commas", wording.signs(",;"));
        features.count("signs.colons", wording.signs(":"));
        features.count("signs.brackets", wording.signs("(["));
        features.count("signs.quotes", Wording.matches(QUOTED, wording.text()));
        features.count("names.capitalised", Wording.matches(NAME, wording.text()));
        features.count("names.capitals", Wording.matches(CAPITALS, wording.text()));
        long letters = wording.text().codePoints().filter(Character::isLetter).count();
        long foreign =
                wording.text().codePoints().filter(FormFeatures::isForeign).count();
        features.add("language.other_script", foreign / Math.max(1.0, (double) letters));
    }

    private static boolean isForeign(int c) {
        return Character.isLetter(c) && c > 0x24F;
    }
}
