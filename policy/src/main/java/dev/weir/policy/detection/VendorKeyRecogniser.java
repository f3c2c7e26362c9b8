package dev.weir.policy.detection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keys without a form of their own, by the name of the service before them: {@code asana_key = "8195..."}. Between the
 * two there may be words that speak of keys, and nothing else.
 */
final class VendorKeyRecogniser implements EntityRecogniser {

    private static final List<String> VENDORS = load();
    private static final KeywordAutomaton AUTOMATON = new KeywordAutomaton(VENDORS);
    private static final KeywordAutomaton SPEAKS_OF_KEYS = new KeywordAutomaton(List.of(
            "secret",
            "private",
            "access",
            "key",
            "token",
            "auth",
            "password",
            "passwd",
            "pwd",
            "pat",
            "api",
            "credential",
            "sid",
            "pass"));
    /** Words written together. */
    private static final Pattern HUMPS = Pattern.compile("[A-Z]?[a-z]{2,20}(?:[A-Z][a-z]{1,20}){1,12}");

    private static final int REACH = 56;
    private static final int MAX_VALUE = 512;
    private static final int MAX_WORDS = 6;
    private static final int MAX_ADDRESS = 200;
    private static final int LEAST = 16;
    private static final int LEAST_NAMED = 10;
    private static final int LEAST_GROUPED = 14;
    private static final int LONG = 20;
    private static final int LEAST_DISTINCT = 5;
    private static final int MAX_WORD = 16;

    @Override
    public String name() {
        return "vendor-key";
    }

    @Override
    public Set<Entity> entities() {
        return Set.of(StandardEntities.GENERIC_SECRET);
    }

    @Override
    public List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        int[] done = {0};
        AUTOMATON.scan(text, (vendor, start, end) -> {
            boolean begins = !Characters.isWordAt(text, start - 1) || isHump(text, start);
            if (start >= done[0] && begins && !isInAddress(text, start)) {
                done[0] = addAfter(text, end, found);
            }
        });
        return found;
    }

    /** Inside an address: paths are full of random names. */
    private static boolean isInAddress(String text, int start) {
        int i = start;
        while (i > 0
                && start - i < MAX_ADDRESS
                && !Character.isWhitespace(text.charAt(i - 1))
                && "\"'`<>(".indexOf(text.charAt(i - 1)) < 0) {
            i--;
            if (text.startsWith("://", i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHump(String text, int start) {
        return Character.isUpperCase(text.charAt(start)) && Character.isLowerCase(text.charAt(start - 1));
    }

    /** Reads word by word up to a value; where to go on. */
    private int addAfter(String text, int from, List<Match> found) {
        int limit = Math.min(text.length(), from + REACH);
        int at = from;
        for (int words = 0; words <= MAX_WORDS && at < limit; words++) {
            int start = at;
            while (start < limit && isJoint(text.charAt(start))) {
                start++;
            }
            int end = valueEnd(text, start);
            boolean named = SPEAKS_OF_KEYS.occursIn(text.subSequence(Math.max(0, from - 24), start));
            if (start > from && !isKeyWord(text, start, end) && isValue(text.substring(start, end), named)) {
                found.add(new Match(
                        StandardEntities.GENERIC_SECRET,
                        start,
                        end,
                        0.7,
                        name(),
                        "random after the name of a service"));
                return end;
            }
            int word = start;
            while (word < end && Character.isLetter(text.charAt(word))) {
                word++;
            }
            if (word - start > MAX_WORD
                    || (word == start && start > from && word < limit && !isJoint(text.charAt(word)))) {
                return from;
            }
            at = Math.max(word, start + 1);
        }
        return from;
    }

    /** A word such as "token" before a joint isn't part of the value. */
    private static boolean isKeyWord(String text, int start, int end) {
        int word = start;
        while (word < end && Character.isLetter(text.charAt(word))) {
            word++;
        }
        return word < end
                && word > start
                && isJoint(text.charAt(word))
                && SPEAKS_OF_KEYS.occursIn(text.subSequence(start, word));
    }

    private static boolean isJoint(char c) {
        return " \t\"'`_.:=-(,|>[{;\n".indexOf(c) >= 0;
    }

    private static int valueEnd(String text, int start) {
        int end = start;
        while (end < text.length() && end - start < MAX_VALUE && isValueCharacter(text.charAt(end))) {
            end++;
        }
        while (end > start && ".,:".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        int padding = end;
        while (padding < text.length() && padding < end + 2 && text.charAt(padding) == '=') {
            padding++;
        }
        return padding;
    }

    private static boolean isValueCharacter(char c) {
        return Characters.isAlphanumeric(c) || "_-./+~:".indexOf(c) >= 0;
    }

    private static boolean isValue(String value, boolean named) {
        int length = value.length();
        if (length < (named ? LEAST_NAMED : LEAST) || SecretValues.isStandIn(value) || SecretValues.hasRow(value)) {
            return false;
        }
        if (SecretValues.isUuid(value)) {
            return true;
        }
        boolean hash = (length == 40 || length == 64) && value.chars().allMatch(c -> Character.digit(c, 16) >= 0);
        if (hash && !named) {
            return false;
        }
        long digits = value.chars().filter(c -> c >= '0' && c <= '9').count();
        long letters = value.chars().filter(Characters.LETTER).count();
        boolean solid = SecretValues.isSolid(value)
                && value.chars().distinct().count() >= LEAST_DISTINCT
                && (digits > 0
                        ? length >= LEAST
                        : length >= LONG && !HUMPS.matcher(value).matches());
        boolean groups = digits >= LEAST_DISTINCT && letters >= 2 && length >= LEAST_GROUPED;
        return (named && (solid || groups)) || (digits > 0 && letters > 0 && SecretValues.isRandom(value));
    }

    private static List<String> load() {
        try (InputStream in = VendorKeyRecogniser.class.getResourceAsStream("vendors.txt")) {
            if (in == null) {
                throw new IllegalStateException("the names of services are missing");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
