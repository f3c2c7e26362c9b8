package dev.weir.policy.pseudonym;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a person's name, in whatever order a language puts them. */
final class NameParts {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]{1,64}");
    private static final Pattern POSSESSIVE = Pattern.compile("['\u2019\u02BC](?:s|S)?$");
    private static final Pattern MARKS = Pattern.compile("\\p{M}{1,8}");

    /** Say how somebody is addressed, not who it is; folded. */
    private static final Set<String> TITLES = words("mr mrs ms miss mx dr prof sir madam lady lord herr frau hr"
            + " monsieur madame mademoiselle mme mlle senor senora sr sra signor signora sig dott meneer mevrouw"
            + " dhr mevr pan pani");

    /** The same, but names too. */
    private static final Set<String> TITLES_OR_NAMES = words("fr m don dona ong ba anh chi em co chu bac thay ngai");

    /** Belong to many names, so they tell none; folded. */
    private static final Set<String> PARTICLES =
            words("van von der den de del della di da la le el al bin ibn ter ten zu zur thi");

    private NameParts() {}

    /**
     * One word.
     *
     * @param folded lower case, without marks: for comparing only
     */
    record Part(String text, String folded, int start, int end) {

        /** Whether it is a title and nothing else. */
        boolean isTitle() {
            return TITLES.contains(folded);
        }

        boolean isInitial() {
            return text.codePointCount(0, text.length()) == 1;
        }

        boolean identifies() {
            return !isTitle() && !TITLES_OR_NAMES.contains(folded) && !isInitial() && !PARTICLES.contains(folded);
        }
    }

    static List<Part> of(String name) {
        var parts = new ArrayList<Part>();
        Matcher words = WORD.matcher(name);
        while (words.find()) {
            parts.add(new Part(words.group(), fold(words.group()), words.start(), words.end()));
        }
        return parts;
    }

    /** The folded words that tell whose name it is. */
    static Set<String> identifying(String name) {
        var identifying = new LinkedHashSet<String>();
        for (Part part : of(name)) {
            if (part.identifies()) {
                identifying.add(part.folded);
            }
        }
        return identifying;
    }

    /** Where the name ends without the sign of a possessive. */
    static int endWithoutPossessive(String name) {
        Matcher possessive = POSSESSIVE.matcher(name);
        return possessive.find() && possessive.start() > 0 ? possessive.start() : name.length();
    }

    private static Set<String> words(String words) {
        return Set.of(words.split(" "));
    }

    private static String fold(String word) {
        String lower = word.toLowerCase(Locale.ROOT).replace('\u0111', 'd').replace("\u00DF", "ss");
        return MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD)).replaceAll("");
    }
}
