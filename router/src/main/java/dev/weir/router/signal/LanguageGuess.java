package dev.weir.router.signal;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Guesses a text's language from its script and, for Latin script, from its most frequent small words. Cheap and modest:
 * says {@code und} where the evidence is thin. Looks at the first few thousand characters only. Thread-safe.
 */
public final class LanguageGuess {
    /** ISO 639-2 code of an undetermined language. */
    public static final String UNDETERMINED = "und";

    private static final int LONGEST = 4096;
    private static final Pattern WORD_BREAK = Pattern.compile("[^\\p{L}\\p{M}]+");

    private static final Map<UnicodeScript, String> BY_SCRIPT = Map.of(
            UnicodeScript.HANGUL, "ko",
            UnicodeScript.HIRAGANA, "ja",
            UnicodeScript.KATAKANA, "ja",
            UnicodeScript.HAN, "zh",
            UnicodeScript.ARABIC, "ar",
            UnicodeScript.HEBREW, "he",
            UnicodeScript.CYRILLIC, "ru",
            UnicodeScript.GREEK, "el",
            UnicodeScript.THAI, "th",
            UnicodeScript.DEVANAGARI, "hi");

    private static final Map<String, Set<String>> SMALL_WORDS = Map.of(
            "en",
            words("the of and to is in that it for on with as are this be was what how you can do i my an from or by"),
            "de",
            words(
                    "der die das und ist nicht ein eine ich zu mit den von für auf sich dem des wie was wir sie es im bitte"),
            "fr",
            words(
                    "le la les des et est un une que pour dans ce qui pas sur avec au du je vous nous il elle comment quel"),
            "es",
            words("el la los las y es un una que para en no por con del se lo al cómo qué como su más mi está"),
            "it",
            words("il la che di è un una per non con del sono gli le come si nel della ho mi questo cosa"),
            "pt",
            words("o a os as e é um uma que para em não por com do da se no na como você mais está isso"),
            "nl",
            words("de het een en is van niet dat ik op te voor met zijn er aan wat hoe je naar dit ook"),
            "vi",
            words("là của và có không cho một những được này tôi bạn với trong các thế nào gì như để khi hãy"));

    /** The language as an ISO 639-1 code, or {@link #UNDETERMINED}. */
    public String guess(String text) {
        String start = Normalizer.normalize(text.substring(0, Math.min(LONGEST, text.length())), Normalizer.Form.NFC);
        Map<UnicodeScript, Integer> scripts = scripts(start);
        boolean japanese = scripts.containsKey(UnicodeScript.HIRAGANA) || scripts.containsKey(UnicodeScript.KATAKANA);
        Optional<UnicodeScript> main = scripts.entrySet().stream()
                .max(Map.Entry.<UnicodeScript, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey);
        if (main.isEmpty()) {
            return UNDETERMINED;
        }
        return switch (main.get()) {
            case LATIN -> byWords(start.toLowerCase(Locale.ROOT));
            case HAN -> japanese ? "ja" : "zh";
            default -> BY_SCRIPT.getOrDefault(main.get(), UNDETERMINED);
        };
    }

    private static Map<UnicodeScript, Integer> scripts(String text) {
        Map<UnicodeScript, Integer> scripts = new EnumMap<>(UnicodeScript.class);
        text.codePoints()
                .filter(Character::isLetter)
                .forEach(letter -> scripts.merge(UnicodeScript.of(letter), 1, Integer::sum));
        return scripts;
    }

    private static String byWords(String text) {
        Map<String, Integer> hits = new HashMap<>();
        for (String word : WORD_BREAK.split(text, -1)) {
            SMALL_WORDS.forEach((language, words) -> {
                if (words.contains(word)) {
                    hits.merge(language, 1, Integer::sum);
                }
            });
        }
        List<Map.Entry<String, Integer>> ranked = hits.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        boolean tied = ranked.size() > 1
                && ranked.get(0).getValue().equals(ranked.get(1).getValue());
        return ranked.isEmpty() || tied ? UNDETERMINED : ranked.getFirst().getKey();
    }

    private static Set<String> words(String words) {
        return Set.of(words.split(" ", -1));
    }
}
