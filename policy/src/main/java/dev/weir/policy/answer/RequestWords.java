package dev.weir.policy.answer;

import dev.weir.policy.detection.EmbeddedJson;
import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.ShadowText;
import dev.weir.policy.detection.TextView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What a request says, to tell what an answer merely repeats from what it brings up. Letters and digits count; case,
 * spaces and punctuation don't. Immutable and thread-safe.
 */
public final class RequestWords {

    private static final char BETWEEN = ' ';
    /** Stands between texts, so that nothing is read across their border. */
    private static final String APART = " \0 ";

    private static final String NAME_SIGNS = " .,'’-\u00a0\n";
    private static final int TELLING_DIGITS = 9;
    private static final int MIN_STEM = 4;
    private static final int LONGEST_ENDING = 2;

    /** All words in order, a blank before and after each. */
    private final String words;
    /** Letters and digits of each value that was found in the request. */
    private final Set<String> values;
    /** Words of the values that are words alone: partial names, and names in another order. */
    private final Set<String> names;
    /** The last digits of each value that is a number. */
    private final Set<String> numberEnds;

    private RequestWords(String words, Set<String> values, Set<String> names) {
        this.words = words;
        this.values = Set.copyOf(values);
        this.names = Set.copyOf(names);
        this.numberEnds = values.stream()
                .filter(value ->
                        value.length() >= TELLING_DIGITS && value.chars().allMatch(Character::isDigit))
                .map(value -> value.substring(value.length() - TELLING_DIGITS))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The words of a request's body; its findings say which of them are values. */
    public static RequestWords of(JsonNode body, Collection<Finding> findings) {
        var words = new StringBuilder(APART);
        collect(body, words);
        var values = new HashSet<String>();
        var names = new HashSet<String>();
        for (Finding finding : findings) {
            addValue(text(body, finding), values, names);
        }
        return new RequestWords(words.toString(), values, names);
    }

    /** The words of plain texts; the text of each finding is given. */
    public static RequestWords ofTexts(Collection<String> texts, Collection<String> found) {
        var words = new StringBuilder(APART);
        texts.forEach(text -> add(text, words));
        var values = new HashSet<String>();
        var names = new HashSet<String>();
        found.forEach(value -> addValue(value, values, names));
        return new RequestWords(words.toString(), values, names);
    }

    /** Whether the request says this, in the same words or as one of the values that were found in it. */
    public boolean say(String value) {
        List<String> own = wordsOf(value);
        if (own.isEmpty()) {
            return false;
        }
        String compact = String.join("", own);
        return values.contains(compact)
                || words.contains(BETWEEN + String.join(" ", own) + BETWEEN)
                || saysNumber(compact)
                || (isOfWords(value) && own.stream().allMatch(this::isName));
    }

    /** Telephone numbers are written with and without what stands before the subscriber's own. */
    private boolean saysNumber(String digits) {
        return digits.length() >= TELLING_DIGITS
                && digits.chars().allMatch(Character::isDigit)
                && numberEnds.contains(digits.substring(digits.length() - TELLING_DIGITS));
    }

    /** A word of a name, also with an ending that a language gives it. */
    private boolean isName(String word) {
        if (names.contains(word)) {
            return true;
        }
        int shortest = Math.max(MIN_STEM, word.length() - LONGEST_ENDING);
        for (int end = word.length() - 1; end >= shortest; end--) {
            if (names.contains(word.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    private static void addValue(String value, Set<String> values, Set<String> names) {
        List<String> own = wordsOf(value);
        if (!own.isEmpty()) {
            values.add(String.join("", own));
        }
        if (isOfWords(value)) {
            names.addAll(own);
        }
    }

    /** Whether a value is made of words alone, as names of people and places are. */
    private static boolean isOfWords(String value) {
        return value.chars().allMatch(c -> belongs((char) c) ? !Character.isDigit(c) : NAME_SIGNS.indexOf(c) >= 0);
    }

    private static void collect(JsonNode node, StringBuilder words) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                add(member.getKey(), words);
                collect(member.getValue(), words);
            }
        } else if (node.isArray()) {
            node.forEach(element -> collect(element, words));
        } else {
            add(node.asString(""), words);
        }
    }

    private static void add(String text, StringBuilder words) {
        List<EmbeddedJson.Token> tokens = EmbeddedJson.tokens(TextView.of(text));
        if (tokens.isEmpty()) {
            append(text, words);
        }
        tokens.forEach(token -> append(token.view().text(), words));
    }

    private static void append(String text, StringBuilder words) {
        wordsOf(text).forEach(word -> words.append(word).append(BETWEEN));
        words.append(APART);
    }

    /** Runs of letters, marks and digits, in lower case, as a reader would take them. */
    private static List<String> wordsOf(String text) {
        String plain = ShadowText.of(text).toLowerCase(Locale.ROOT);
        var found = new ArrayList<String>();
        int start = -1;
        for (int i = 0; i <= plain.length(); i++) {
            boolean inside = i < plain.length() && belongs(plain.charAt(i));
            if (inside && start < 0) {
                start = i;
            } else if (!inside && start >= 0) {
                found.add(plain.substring(start, i));
                start = -1;
            }
        }
        return found;
    }

    private static boolean belongs(char c) {
        return Character.isLetterOrDigit(c)
                || Character.isSurrogate(c)
                || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    /** The text that a finding points to; that of a key where the key holds it. */
    static String text(JsonNode body, Finding finding) {
        String pointer = finding.place().pointer();
        String text = finding.place().isKey()
                ? pointer.substring(pointer.lastIndexOf('/') + 1)
                        .replace("~1", "/")
                        .replace("~0", "~")
                : body.at(pointer).asString("");
        int end = Math.min(finding.end(), text.length());
        return finding.start() < end ? text.substring(finding.start(), end) : "";
    }
}
