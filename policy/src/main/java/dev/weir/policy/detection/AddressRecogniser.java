package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Street addresses by structure: a word for a kind of street with a name and a number around it, then code and town.
 * The patterns run only around such words.
 */
final class AddressRecogniser implements EntityRecogniser {

    private static final String CAP = "\\p{Lu}[\\p{L}\\p{M}'’.-]{0,24}";
    private static final String JOIN =
            "(?:(?:de|del|de la|de las|de los|la|le|les|du|des|d'|l'|der|den|van|van de|van den|i|y|am|an der|im|of|the|sur|en) ?)?";
    private static final String NUMBER = "\\d{1,5}(?:[-/]\\d{1,4})?(?:\\s?[A-Za-z](?![\\p{L}]))?";
    private static final String TOWN =
            "\\p{Lu}[\\p{L}\\p{M}'’.-]{1,24}(?:[ ]" + JOIN + "\\p{Lu}[\\p{L}\\p{M}'’.-]{1,24}){0,3}";
    private static final String CODE =
            "(?:[A-Z]{1,2}-)?(?:\\d{4} ?[A-Z]{2}(?![\\p{L}])|\\d{2}-\\d{3}|\\d{3} \\d{2}|\\d{4,6})";
    private static final String UK_CODE = "[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}(?![\\p{L}\\d])";
    private static final String UNIT =
            "(?:,?\\s(?i:apt|apartment|suite|ste|unit|flat|room|rm|floor|fl|bldg|#|esc|piso|puerta|appt|app|bât|og|et|hs)\\.?\\s?#?[\\p{L}\\d-]{1,6})?";
    /** Code and town after a street, in either order, then what belongs to neither. */
    private static final String TAIL = UNIT + "(?:,?\\s{1,3}" + CODE + "\\s" + TOWN + "|(?:,?\\s{1,3}" + TOWN
            + ")?(?:,\\s{1,3}" + TOWN + "){0,2}(?:,?\\s{1,3}(?:[A-Z]{2}\\s{1,2}\\d{5}(?:-\\d{4})?|" + UK_CODE + "|"
            + CODE
            + "))?|)";

    private static final String ENGLISH =
            "street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|way|court|ct|place|pl|square|sq|terrace|highway|hwy|parkway|pkwy|close|crescent|gardens|grove|circle|cir|trail|row|mews|hill|walk|alley";
    private static final String GERMANIC =
            "straße|strasse|str\\.|allee|weg|platz|gasse|damm|ufer|ring|markt|chaussee|straat|laan|plein|gracht|kade|dijk|singel|vej|vägen|gatan|gata|gate|veien|katu|tie";
    private static final String ROMANCE =
            "rue|avenue|boulevard|bd|place|chemin|allée|quai|impasse|route|cours|passage|calle|c/|cl|avenida|avda\\.?|av\\.?|avinguda|plaza|plaça|paseo|passeig|pº|carrer|camino|ronda|carretera|travesía|glorieta|via|viale|piazza|corso|vicolo|largo|rua|praça|ul\\.|ulica|al\\.|aleja|os\\.|osiedle|pl\\.|plac|strada|calea";

    private static final Pattern NUMBER_FIRST =
            Pattern.compile("(?<![\\p{L}\\d])\\d{1,6}[A-Za-z]?(?:[-/]\\d{1,5})?\\s(?:[NSEW]\\.?\\s)?(?:" + CAP
                    + "\\s){0,4}?(?:\\d{1,3}(?:st|nd|rd|th)\\s)?(?i:" + ENGLISH + ")(?![\\p{L}])\\.?" + TAIL);
    private static final Pattern COMPOUND = Pattern.compile(
            "(?<![\\p{L}\\d])(?:" + CAP + "[ -]){0,3}(?:[\\p{L}-]{0,30}(?i:" + GERMANIC + "))\\s?" + NUMBER + TAIL);
    private static final Pattern TYPE_FIRST =
            Pattern.compile("(?<![\\p{L}\\d])(?:(\\d{1,5}(?:\\s?(?:bis|ter|[A-D]))?,?\\s))?(?i:" + ROMANCE
                    + ")\\s?" + JOIN + JOIN + "(?:" + CAP + "|\\d{1,2}(?=\\s(?:de|di|do|\\p{Lu})))(?:[ -]" + JOIN + CAP
                    + "){0,4}(?:,?\\s(?:(?i:n[º°o.]{1,2}|nr\\.?|número)\\s?)?" + NUMBER
                    + "(?:\\s?/\\s?\\d{1,4}|,\\s\\d[º°ª][A-Z]?|\\sm\\.\\s\\d{1,4})?)?" + TAIL);
    private static final Pattern BOX = Pattern.compile(
            "(?i:p\\.?\\s?o\\.?\\s?box|postfach|apartado(?: de correos)?|boîte postale|bp|postbus)\\s\\d{1,6}" + TAIL);

    private static final int BEFORE = 64;
    private static final int REACH = 230;
    private static final int MAX_WORDS = 5;

    private static final List<String> ENGLISH_KINDS = List.of(ENGLISH.split("\\|", -1));
    private static final List<String> GERMANIC_KINDS = kinds(GERMANIC);
    private static final List<String> ROMANCE_KINDS = kinds(ROMANCE);
    private static final List<String> BOX_KINDS = List.of("box", "postfach", "apartado", "postale", "bp", "postbus");
    private static final List<String> ALL = Stream.of(ENGLISH_KINDS, GERMANIC_KINDS, ROMANCE_KINDS, BOX_KINDS)
            .flatMap(List::stream)
            .toList();
    private static final KeywordAutomaton AUTOMATON = KeywordAutomaton.ignoringAccents(ALL);

    private static List<String> kinds(String alternatives) {
        return Arrays.stream(alternatives.split("\\|", -1))
                .map(kind -> kind.replace("\\.?", "").replace("\\.", "."))
                .toList();
    }

    @Override
    public String name() {
        return "address";
    }

    @Override
    public Set<Entity> entities() {
        return Set.of(StandardEntities.ADDRESS);
    }

    @Override
    public List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        int[] done = {0};
        AUTOMATON.scan(text, (kind, start, end) -> {
            if (start >= done[0] && !isLetterAt(text, end) && hasDigitNear(text, start, end)) {
                done[0] = Math.max(done[0], addAround(text, kind, start, done[0], found));
            }
        });
        VietnameseAddresses.find(text, (start, end) -> add(start, end, found));
        return found;
    }

    /** Every pattern wants a number, so most words cost nothing more. */
    private static boolean hasDigitNear(String text, int start, int end) {
        int to = Math.min(text.length(), end + BEFORE);
        for (int i = Math.max(0, start - BEFORE); i < to; i++) {
            if (Characters.isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Tries the pattern of the word's family where such an address may begin; the end of what was found. */
    private int addAround(String text, int kind, int start, int done, List<Match> found) {
        boolean begins = !isLetterAt(text, start - 1);
        if (kind < ENGLISH_KINDS.size()) {
            return begins ? tryFromWords(text, NUMBER_FIRST, start, done, found) : 0;
        }
        if (kind < ENGLISH_KINDS.size() + GERMANIC_KINDS.size()) {
            return tryFromWords(text, COMPOUND, start, done, found);
        }
        boolean box = kind >= ALL.size() - BOX_KINDS.size();
        return begins ? tryFromWords(text, box ? BOX : TYPE_FIRST, start, done, found) : 0;
    }

    /** Tries a pattern from the word itself and from the words before it, furthest first. */
    private int tryFromWords(String text, Pattern pattern, int anchor, int done, List<Match> found) {
        var starts = new ArrayList<Integer>();
        int at = anchor;
        for (int words = 0; words <= MAX_WORDS && at >= done && anchor - at <= BEFORE; words++) {
            int wordStart = at;
            while (wordStart > done
                    && !Character.isWhitespace(text.charAt(wordStart - 1))
                    && anchor - wordStart <= BEFORE) {
                wordStart--;
            }
            starts.add(wordStart);
            at = wordStart - 1;
        }
        Matcher matcher = pattern.matcher(text);
        for (int i = starts.size() - 1; i >= 0; i--) {
            int from = skipQuotes(text, starts.get(i), anchor);
            matcher.region(from, Math.min(text.length(), from + REACH)).useTransparentBounds(true);
            if (matcher.lookingAt()
                    && matcher.end() > anchor
                    && hasDigit(text, matcher)
                    && AddressDoubts.isAddress(text, matcher.start(), matcher.end(), anchor)) {
                add(matcher.start(), trimmedEnd(text, matcher.start(), matcher.end()), found);
                return matcher.end();
            }
        }
        return 0;
    }

    private static int skipQuotes(String text, int start, int anchor) {
        int i = start;
        while (i < anchor && !Character.isLetterOrDigit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean hasDigit(String text, Matcher matcher) {
        for (int i = matcher.start(); i < matcher.end(); i++) {
            if (Characters.isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static int trimmedEnd(String text, int start, int end) {
        int last = end;
        while (last > start && ".,- ".indexOf(text.charAt(last - 1)) >= 0) {
            last--;
        }
        return last;
    }

    private void add(int start, int end, List<Match> found) {
        found.add(new Match(StandardEntities.ADDRESS, start, end, 0.75, name(), "structure of an address"));
    }

    private static boolean isLetterAt(String text, int index) {
        return index >= 0 && index < text.length() && Character.isLetter(text.charAt(index));
    }
}
