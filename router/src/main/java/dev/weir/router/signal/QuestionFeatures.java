package dev.weir.router.signal;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What kind of question it is, and whether it offers answers to choose from. */
final class QuestionFeatures {

    private static final Set<String> FACT = Set.of("who", "what", "when", "where", "which", "whose");
    private static final Set<String> YES_OR_NO =
            Set.of("is", "are", "was", "were", "do", "does", "did", "can", "could", "has", "have", "will", "would");
    private static final Set<String> ASKER = Set.of("i", "my", "me", "we", "our", "please", "you", "your");
    private static final Set<String> OTHERS = Set.of("he", "she", "they", "his", "her", "their", "him");
    private static final Pattern HOW_MUCH = Pattern.compile("\\bhow (?:many|much|long|far|old)\\b");
    private static final Pattern OPTION = Pattern.compile("(?m)^\\(?[A-J][.):] ?(.*)$");
    private static final String NUMERIC_SIGNS = "0123456789 $\u20ac\u00a3.,%/^*+()=x-\u2212\u03c0";
    private static final Pattern BLANK = Pattern.compile("_{2,}");
    private static final Pattern STATEMENT = Pattern.compile("statement [12i]\\b");
    private static final Pattern EXCEPT = Pattern.compile("\\b(?:EXCEPT|NOT|LEAST|BEST|MOST)\\b");

    private QuestionFeatures() {}

    static void addTo(FeatureList features, Wording wording) {
        addKind(features, wording);
        addEnd(features, wording.text().strip());
        addOptions(
                features,
                OPTION.matcher(wording.text()).results().map(MatchResult::group).toList());
    }

    private static void addKind(FeatureList features, Wording wording) {
        List<String> words = wording.words();
        String first = words.isEmpty() ? "" : words.getFirst();
        features.count("questions.marks", wording.signs("?\uff1f\u061f"));
        features.flag("questions.fact_first", FACT.contains(first));
        features.flag("questions.yes_or_no", YES_OR_NO.contains(first));
        features.flag("questions.how_first", first.equals("how"));
        features.flag("questions.why", words.contains("why"));
        features.flag("questions.which", words.contains("which"));
        features.count("questions.how_much", Wording.matches(HOW_MUCH, wording.lower()));
        features.count("persons.asker", wording.hits(ASKER));
        features.count("persons.others", wording.hits(OTHERS));
        features.flag("questions.blank", BLANK.matcher(wording.text()).find());
        features.flag("questions.statements", STATEMENT.matcher(wording.lower()).find());
        features.count("questions.exception", Wording.matches(EXCEPT, wording.text()));
    }

    private static void addEnd(FeatureList features, String text) {
        char last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
        features.flag("questions.ends_with_mark", last == '?');
        features.flag("questions.ends_with_colon", last == ':');
        features.flag("questions.ends_with_stop", last == '.');
    }

    private static void addOptions(FeatureList features, List<String> lines) {
        List<String> options = lines.stream()
                .map(line -> line.replaceFirst("^\\(?[A-J][.):] ?", "").strip())
                .toList();
        double count = Math.max(1, options.size());
        features.count("choices.count", options.size());
        features.count(
                "choices.longest",
                options.stream().mapToInt(String::length).max().orElse(0));
        features.count(
                "choices.shortest",
                options.stream().mapToInt(String::length).min().orElse(0));
        features.count("choices.all", options.stream().mapToInt(String::length).sum());
        features.add(
                "choices.numeric",
                options.stream().filter(QuestionFeatures::isNumeric).count() / count);
        features.add(
                "choices.lower_case",
                options.stream()
                                .filter(option -> !option.isEmpty() && Character.isLowerCase(option.codePointAt(0)))
                                .count()
                        / count);
        features.flag(
                "choices.all_or_none",
                options.stream().map(String::toLowerCase).anyMatch(option -> option.contains("of the above")));
    }

    private static boolean isNumeric(String option) {
        return option.chars().allMatch(c -> NUMERIC_SIGNS.indexOf(c) >= 0)
                && option.chars().anyMatch(Character::isDigit);
    }
}
