package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Addresses on the web, with a scheme, or domains by themselves where their ending is nothing else's. */
final class WebAddressRecogniser implements EntityRecogniser {

    private static final Pattern SCHEME = Pattern.compile(
            "(?i)(?:https?|wss?|s?ftp)://[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){0,6}\\.\\p{L}{2,24}(?::\\d{1,5})?(?:[/?#][^\\s\"'<>]{0,500}+)?");
    private static final Pattern ENDING = Pattern.compile(
            "(?i)(?:com|org|net|edu|gov|mil|info|biz|eu|vn|de|fr|nl|ch|at|uk|jp|cn|ru|kr|au|br|ca)(?:/[^\\s\"'<>]{0,200}+)?");
    private static final Pattern COUNTRY_ENDING =
            Pattern.compile("(?i)(?:co|com|org|net|gov|ac|edu)\\.[a-z]{2}(?:/[^\\s\"'<>]{0,200}+)?");
    private static final Pattern HEADER = Pattern.compile("[A-Z][A-Za-z]{0,20}(?:-[A-Za-z]{1,20}){1,5}");
    private static final int MAX_HEADER = 60;
    private static final int MAX_LENGTH = 700;
    /** Two of them belong to the scheme. */
    private static final int MAX_STROKES = 5;

    private static final int MAX_SCHEME = 8;
    private static final int MAX_QUERY = 24;
    private static final int LONG_RUN = 20;

    @Override
    public String name() {
        return "web-address";
    }

    @Override
    public Set<Entity> entities() {
        return Set.of(StandardEntities.URL);
    }

    @Override
    public List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        int done = 0;
        for (int i = text.indexOf('.'); i >= 0; i = text.indexOf('.', Math.max(done, i + 1))) {
            int start = labelStart(text, i, done);
            int scheme = schemeStart(text, start);
            int limit = Math.min(text.length(), i + MAX_LENGTH);
            if (scheme >= done && scheme < start) {
                var matcher = SCHEME.matcher(text).region(scheme, limit);
                if (matcher.lookingAt() && !isInCode(text, scheme, matcher.end())) {
                    done = add(text, scheme, matcher.end(), 0.7, found);
                }
            } else if (start < i && isFree(text, start)) {
                var country = COUNTRY_ENDING.matcher(text).region(i + 1, limit);
                var ending = ENDING.matcher(text).region(i + 1, limit);
                int end = country.lookingAt() ? country.end() : ending.lookingAt() ? ending.end() : -1;
                boolean goesOn = end >= 0
                        && (Characters.isWordAt(text, end)
                                || (end < text.length()
                                        && ".-@_(".indexOf(text.charAt(end)) >= 0
                                        && Characters.isWordAt(text, end + 1)));
                if (end > 0 && !goesOn && !isInCode(text, start, end)) {
                    done = add(text, start, end, 0.5, found);
                }
            }
        }
        return found;
    }

    private int add(String text, int start, int end, double score, List<Match> found) {
        int last = end;
        while (last > start && ".,;:!?)]}".indexOf(text.charAt(last - 1)) >= 0) {
            last--;
        }
        found.add(new Match(StandardEntities.URL, start, last, score, name(), "form of an address"));
        return end;
    }

    /** Markup, commands and settings around an address, or a random path in it, make it a machine's. */
    private static boolean isInCode(String text, int start, int end) {
        boolean markup = (start > 1 && text.charAt(start - 1) == '(' && text.charAt(start - 2) == ']')
                || (end < text.length() && "<>#*{".indexOf(text.charAt(end)) >= 0);
        if (markup || isHeader(text, start) || isCalled(text, start) || hasRandomPath(text, start, end)) {
            return true;
        }
        return !standsFree(text, start, end)
                && (followsCode(text, start) || isDeep(text.substring(start, end)) || isMember(text, start));
    }

    /** Something that is told: blanks or quotes on both sides, in no markup. */
    private static boolean standsFree(String text, int start, int end) {
        if (start < 2) {
            return false;
        }
        char before = text.charAt(start - 1);
        char after = end < text.length() ? text.charAt(end) : ' ';
        boolean blanks = before == ' ' && after == ' ' && "#=|>&;".indexOf(text.charAt(start - 2)) < 0;
        boolean quotes = before == after && "'\"`".indexOf(before) >= 0 && text.charAt(start - 2) != '=';
        return blanks || quotes;
    }

    private static boolean followsCode(String text, int start) {
        for (int i = Math.max(0, start - 48); i < start; i++) {
            if ("<>{}=;$|#\n".indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCalled(String text, int start) {
        int tool = text.lastIndexOf("curl ", start);
        return tool >= 0 && tool > start - 400;
    }

    /** Of a message: {@code Received-From: host.example.com}. */
    private static boolean isHeader(String text, int start) {
        int colon = text.lastIndexOf(": ", start);
        return colon > 0
                && colon == start - 2
                && HEADER.matcher(
                                text.substring(Math.max(text.lastIndexOf('\n', colon) + 1, colon - MAX_HEADER), colon))
                        .matches();
    }

    private static boolean isDeep(String address) {
        int query = address.indexOf('?');
        return address.chars().filter(c -> c == '/').count() > MAX_STROKES
                || (query >= 0 && address.length() - query > MAX_QUERY);
    }

    /** Of an object in code: {@code "url": "…"}. */
    private static boolean isMember(String text, int start) {
        return start > 3 && "'\"".indexOf(text.charAt(start - 1)) >= 0 && text.lastIndexOf(':', start - 2) > start - 5;
    }

    private static boolean hasRandomPath(String text, int start, int end) {
        int run = 0;
        boolean digit = false;
        for (int i = start; i < end && run < LONG_RUN; i++) {
            boolean inside = Characters.isAlphanumeric(text.charAt(i));
            digit = inside && (digit || Characters.isDigit(text.charAt(i)));
            run = inside ? run + 1 : 0;
        }
        return run >= LONG_RUN && digit;
    }

    private static boolean isFree(String text, int start) {
        return start == 0 || "@/._-\\=".indexOf(text.charAt(start - 1)) < 0;
    }

    private static int labelStart(String text, int dot, int from) {
        int start = dot;
        while (start > from && dot - start < 200 && isDomain(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static boolean isDomain(char c) {
        return Characters.isWord(c) || c == '-' || c == '.';
    }

    private static int schemeStart(String text, int label) {
        if (!text.startsWith("://", label - 3)) {
            return label;
        }
        int start = label - 3;
        while (start > 0 && label - start < MAX_SCHEME && Characters.isAsciiLetter(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }
}
