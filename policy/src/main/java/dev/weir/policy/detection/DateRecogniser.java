package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates in figures, with names of months, and as time stamps (ISO 8601). Every date is found where {@code any} says so;
 * otherwise only those that a word before them makes a date of birth.
 */
final class DateRecogniser implements EntityRecogniser {

    private static final String YEAR = "(?:18|19|20|21)\\d{2}";
    private static final String TIME = "(?:[T ]\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?(?:Z|[+-]\\d{2}:?\\d{2})?)?";
    private static final Pattern FIGURES =
            Pattern.compile(YEAR + "([-/.])(?:1[0-2]|0?[1-9])\\1(?:3[01]|[12]\\d|0?[1-9])" + TIME
                    + "|(?:3[01]|[12]\\d|0?[1-9])([-/.]) ?(?:3[01]|[12]\\d|0?[1-9])\\2 ?(?:" + YEAR + "|\\d{2})"
                    + "|(?:1[0-2]|0?[1-9])[-/]" + YEAR);
    private static final Pattern SHORT = Pattern.compile("(?:1[0-2]|0?[1-9])/(?:3[01]|[12]\\d|0?[1-9])");
    private static final String DAY = "(?:3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th|er|\\.|º)?";
    private static final Pattern DAY_BEFORE = Pattern.compile("(?:^|[^\\p{L}\\d])(" + DAY + "[ -]?(?:of |de |d')?)$");
    private static final Pattern DAY_OR_YEAR_AFTER =
            Pattern.compile("\\.?(?:[ -]" + DAY + "(?!\\d))?(?:(?:,? |-| de | del )(?:" + YEAR + "|'?\\d{2}(?!\\d)))?");
    private static final Pattern VIETNAMESE = Pattern.compile("(?i)ngày \\d{1,2} tháng \\d{1,2}(?: năm " + YEAR + ")?");

    private static final List<String> MONTHS =
            Arrays.asList(("january february march april may june july august september"
                            + " october november december jan feb mar apr jun jul aug sep sept oct nov dec januar februar marz mai juni juli"
                            + " oktober dezember janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre enero"
                            + " febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre gennaio febbraio aprile"
                            + " maggio giugno luglio settembre ottobre dicembre januari februari maart mei augustus stycznia lutego marca"
                            + " kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia")
                    .split(" ", -1));
    private static final KeywordAutomaton MONTH_NAMES = KeywordAutomaton.ignoringAccents(MONTHS);

    private static final CueWords CUES = new CueWords(Map.of(
            "birth",
            List.of(
                    "born",
                    "dob",
                    "date of birth",
                    "birth date",
                    "birthdate",
                    "birthday",
                    "d.o.b",
                    "geboren",
                    "geb",
                    "geburtsdatum",
                    "nee le",
                    "ne le",
                    "ne(e) le",
                    "nee",
                    "naissance",
                    "nacido",
                    "nacida",
                    "nacimiento",
                    "f nac",
                    "fecha nac",
                    "nato il",
                    "nata il",
                    "nascita",
                    "geboortedatum",
                    "urodzony",
                    "urodzona",
                    "ur",
                    "data urodzenia",
                    "urodzenia",
                    "ngay sinh",
                    "sinh ngay",
                    "sinh",
                    "nascimento",
                    "fodd",
                    "生年月日",
                    "出生",
                    "생년월일"),
            "today",
            List.of("today")));
    private static final int NEAR = 16;
    private static final int MAX_LENGTH = 40;

    private final boolean any;

    DateRecogniser(boolean any) {
        this.any = any;
    }

    @Override
    public String name() {
        return any ? "date" : "date-of-birth";
    }

    @Override
    public Set<Entity> entities() {
        return Set.of(any ? StandardEntities.DATE : StandardEntities.DATE_OF_BIRTH);
    }

    @Override
    public List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        for (int i = 0; i < text.length(); i++) {
            if (Characters.isDigit(text.charAt(i)) && begins(text, i)) {
                i = Math.max(i, addFigures(text, i, found) - 1);
            }
        }
        MONTH_NAMES.scan(text, (month, start, end) -> {
            if (!Characters.isWordAt(text, start - 1) && !Characters.isWordAt(text, end)) {
                addNamed(text, start, end, found);
            }
        });
        int vietnamese = text.indexOf("tháng");
        if (vietnamese >= 0) {
            Matcher matcher = VIETNAMESE.matcher(text);
            while (matcher.find()) {
                add(text, matcher.start(), matcher.end(), found);
            }
        }
        return found;
    }

    private static boolean begins(String text, int i) {
        if (i == 0) {
            return true;
        }
        char before = text.charAt(i - 1);
        return Characters.isTokenStart(text, i)
                && "_@#$€".indexOf(before) < 0
                && ("-/.:".indexOf(before) < 0 || !Characters.isWordAt(text, i - 2));
    }

    private int addFigures(String text, int start, List<Match> found) {
        int limit = Math.min(text.length(), start + MAX_LENGTH);
        Matcher matcher = FIGURES.matcher(text).region(start, limit).useTransparentBounds(true);
        if (matcher.lookingAt() && ends(text, matcher.end())) {
            add(text, start, matcher.end(), found);
            return matcher.end();
        }
        Matcher brief = SHORT.matcher(text).region(start, limit);
        if (any && brief.lookingAt() && ends(text, brief.end()) && isAlonePlace(text, start)) {
            add(text, start, brief.end(), found);
            return brief.end();
        }
        return start + 1;
    }

    /** Five and twenty-one with a stroke between them may be a fraction, so a word has to say that it is a date. */
    private static boolean isAlonePlace(String text, int start) {
        return CUES.before(text, start, "today") <= NEAR;
    }

    private static boolean ends(String text, int end) {
        if (end >= text.length()) {
            return true;
        }
        char after = text.charAt(end);
        return !Characters.isWord(after) && ("-/.:_".indexOf(after) < 0 || !Characters.isWordAt(text, end + 1));
    }

    private void addNamed(String text, int start, int end, List<Match> found) {
        int from = Math.max(0, start - 12);
        Matcher day = DAY_BEFORE.matcher(text).region(from, start);
        boolean dayBefore = day.find();
        Matcher rest = DAY_OR_YEAR_AFTER.matcher(text).region(end, Math.min(text.length(), end + 20));
        rest.useTransparentBounds(true);
        int last = rest.lookingAt() ? rest.end() : end;
        last = last > end && last - end > 1 ? last : end;
        if ((dayBefore || last > end) && ends(text, last)) {
            add(text, dayBefore ? day.start(1) : start, last, found);
        }
    }

    private void add(String text, int start, int end, List<Match> found) {
        if (any) {
            found.add(new Match(StandardEntities.DATE, start, end, 0.6, name(), "form of a date"));
        } else if (CUES.before(text, start, "birth") <= NEAR) {
            found.add(new Match(StandardEntities.DATE_OF_BIRTH, start, end, 0.85, name(), "a word of birth before it"));
        }
    }
}
