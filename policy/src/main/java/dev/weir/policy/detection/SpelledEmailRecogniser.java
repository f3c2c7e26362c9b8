package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** E-mail addresses whose signs are spelled out: {@code ann (at) example dot com}. */
final class SpelledEmailRecogniser implements EntityRecogniser {

    private static final String BRACKETED_AT = "\\s?[\\[({<]\\s?(?:at|@)\\s?[\\])}>]\\s?";
    private static final String DOT = "(?:\\s?[\\[({<]\\s?(?:dot|\\.)\\s?[\\])}>]\\s?|\\s(?i:dot)\\s)";
    private static final String LABEL = "[\\p{L}\\p{N}-]{1,63}";
    private static final int MAX_LOCAL = 64;
    private static final int MAX_LENGTH = 200;

    /** A bare " at " is an everyday word, so it needs a spelled dot; brackets speak for themselves. */
    private static final Pattern TAIL = Pattern.compile("(?i)(?:" + BRACKETED_AT + LABEL + "(?:(?:" + DOT + "|\\.)"
            + LABEL + "){0,4}(?:" + DOT + "|\\.)\\p{L}{2,24}" + "|\\sat\\s" + LABEL + "(?:" + DOT + LABEL + "){0,4}"
            + DOT
            + "\\p{L}{2,24}|@" + LABEL + "(?:" + DOT + LABEL + "){0,4}" + DOT + "\\p{L}{2,24})");

    private static final KeywordAutomaton ANCHORS = new KeywordAutomaton(List.of("at", "@"));

    @Override
    public String name() {
        return "spelled-email";
    }

    @Override
    public Set<Entity> entities() {
        return Set.of(StandardEntities.EMAIL);
    }

    @Override
    public List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        if (!DOTS.occursIn(text) && !BRACKETS.occursIn(text)) {
            return found;
        }
        ANCHORS.scan(text, (keyword, start, end) -> {
            int from = tailStart(text, start);
            if (from < 0) {
                return;
            }
            int local = localStart(text, from);
            var matcher = TAIL.matcher(text).region(from, Math.min(text.length(), from + MAX_LENGTH));
            if (local < from && matcher.lookingAt()) {
                found.add(new Match(
                        StandardEntities.EMAIL,
                        local,
                        matcher.end(),
                        0.7,
                        name(),
                        "address with its signs spelled out"));
            }
        });
        return found;
    }

    private static final KeywordAutomaton DOTS =
            new KeywordAutomaton(List.of(" dot ", "(dot)", "[dot]", "{dot}", "<dot>", "(.)", "[.]"));
    private static final KeywordAutomaton BRACKETS =
            new KeywordAutomaton(List.of("(at)", "[at]", "{at}", "<at>", "( at )", "[ at ]", "(@)", "[@]"));

    /** Steps back over the bracket or space before the sign; -1 where it is part of a word. */
    private static int tailStart(String text, int sign) {
        if (text.charAt(sign) == '@' && Characters.isWordAt(text, sign - 1)) {
            return sign;
        }
        int i = sign;
        while (i > 0 && sign - i < 3 && " [({<".indexOf(text.charAt(i - 1)) >= 0) {
            i--;
        }
        return i < sign && Characters.isWordAt(text, i - 1) ? i : -1;
    }

    private static int localStart(String text, int end) {
        int start = end;
        while (start > 0 && end - start < MAX_LOCAL && isLocal(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static boolean isLocal(char c) {
        return Characters.isWord(c) || c == '.' || c == '_' || c == '+' || c == '-';
    }
}
