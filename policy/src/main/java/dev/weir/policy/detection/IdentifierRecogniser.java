package dev.weir.policy.detection;

import dev.weir.policy.detection.IdentifierRule.Trust;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that states, banks and insurers give to people. Only words with a digit are looked at; each is tried against
 * the rules that may begin with its first character. A cue near the value makes it surer, the nearer the better.
 */
final class IdentifierRecogniser implements EntityRecogniser {

    private static final int MAX_LENGTH = 40;
    /** Words longer than any identifier are noise: hashes, base64, long file names. */
    private static final int MAX_WORD = 24;

    private static final int MAX_LEAD = 5;
    private static final int RIGHT_AFTER = 14;
    private static final int NEAR = 44;
    private static final int NEAR_CUED = 22;
    private static final int NEAR_AFTER = 20;
    private static final int ASCII = 128;
    private static final String JOINTS = "-/.+@#_:";

    private final List<IdentifierRule> rules;
    private final int[][] rulesByFirst = new int[ASCII][];
    private final CueWords cueWords;

    IdentifierRecogniser(Collection<IdentifierRule> rules, CueWords cueWords) {
        this.rules = List.copyOf(rules);
        this.cueWords = cueWords;
        for (char c = 0; c < ASCII; c++) {
            var mayBegin = new ArrayList<Integer>();
            for (int r = 0; r < this.rules.size(); r++) {
                if (Characters.isAlphanumeric(c) && mayBegin(this.rules.get(r), c)) {
                    mayBegin.add(r);
                }
            }
            rulesByFirst[c] = mayBegin.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /** Whether one character is the beginning of the form: the matcher would have read on. */
    @SuppressWarnings("JdkObsolete") // hitEnd tells "not yet" from "never", which nothing else does
    private static boolean mayBegin(IdentifierRule rule, char c) {
        Matcher matcher = rule.form().matcher(String.valueOf(c));
        return !matcher.lookingAt() && matcher.hitEnd();
    }

    @Override
    public String name() {
        return "identifier";
    }

    @Override
    public Set<Entity> entities() {
        return rules.stream().map(IdentifierRule::entity).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<Match> recognise(String text) {
        var scan = new Scan(text);
        scan.run();
        return scan.found;
    }

    /** One pass over one text. Not thread-safe. */
    private final class Scan {
        private final String text;
        private final boolean isAlone;
        private final List<Match> found = new ArrayList<>();
        private final @Nullable Matcher[] matchers = new Matcher[rules.size()];
        private int tried = -1;
        private CueWords.@Nullable Cues cues;

        Scan(String text) {
            this.text = text;
            this.isAlone = LoneValues.isOnlyValues(text);
        }

        void run() {
            int length = text.length();
            for (int i = 0; i < length; i++) {
                if (!Characters.isDigit(text.charAt(i))) {
                    continue;
                }
                int start = wordStart(i);
                if (i - start <= MAX_WORD) {
                    tryFrom(leadStart(start));
                    tryFrom(start);
                }
                while (i + 1 < length && Characters.isDigit(text.charAt(i + 1))) {
                    i++;
                }
            }
        }

        private int wordStart(int digit) {
            int start = digit;
            while (start > 0 && digit - start <= MAX_WORD && Characters.isAlphanumeric(text.charAt(start - 1))) {
                start--;
            }
            boolean escape = start > 0 && text.charAt(start - 1) == '\\' && start < digit;
            return escape && Characters.isTokenStart(text, start + 1) ? start + 1 : start;
        }

        /** Where a short word before begins: identifiers are written {@code AB 12 34 56 C}, too. */
        private int leadStart(int start) {
            int end = start - 1;
            if (end < 1 || " -./".indexOf(text.charAt(end)) < 0) {
                return start;
            }
            int lead = end;
            while (lead > 0 && end - lead <= MAX_LEAD && Characters.isAlphanumeric(text.charAt(lead - 1))) {
                lead--;
            }
            return end - lead <= MAX_LEAD ? lead : start;
        }

        private void tryFrom(int start) {
            if (start <= tried || text.charAt(start) >= ASCII || !startsHere(start)) {
                return;
            }
            tried = start;
            for (int r : rulesByFirst[text.charAt(start)]) {
                if (!isPossible(rules.get(r), start)) {
                    continue;
                }
                Matcher matcher = matchers[r];
                if (matcher == null) {
                    matcher = rules.get(r).form().matcher(text).useTransparentBounds(true);
                    matchers[r] = matcher;
                }
                matcher.region(start, Math.min(text.length(), start + MAX_LENGTH));
                if (matcher.lookingAt() && endsHere(matcher.end())) {
                    judge(rules.get(r), start, matcher.end());
                }
            }
        }

        private void judge(IdentifierRule rule, int start, int end) {
            boolean checked = rule.check().test(plain(start, end));
            if (!checked && !rule.isCheckSoft()) {
                return;
            }
            double score = score(rule, checked, start, end);
            if (score > 0) {
                String why = score > 0.7 ? "form and a word before it" : "form of the number";
                found.add(new Match(rule.entity(), start, end, score, name(), why));
            }
        }

        /** Most rules want a cue, and most numbers have none. */
        private boolean isPossible(IdentifierRule rule, int start) {
            return switch (rule.trust()) {
                case ANYWHERE -> true;
                case ALONE ->
                    isAlone
                            || before(rule, start) != CueWords.NONE
                            || cues().after(start, rule.cues(), MAX_LENGTH + NEAR_AFTER) != CueWords.NONE;
                case CUED -> before(rule, start) != CueWords.NONE;
            };
        }

        private CueWords.Cues cues() {
            CueWords.Cues known = cues;
            if (known == null) {
                known = cueWords.in(text);
                cues = known;
            }
            return known;
        }

        private int before(IdentifierRule rule, int start) {
            return cues().before(start, rule.cues(), rule.trust() == Trust.CUED ? NEAR_CUED : NEAR);
        }

        private double score(IdentifierRule rule, boolean checked, int start, int end) {
            int before = before(rule, start);
            if (before <= (checked ? NEAR : RIGHT_AFTER)) {
                return rule.trust() == Trust.CUED ? 0.84 - before * 0.008 : (checked ? 0.92 : 0.85) - before * 0.004;
            }
            if (!checked) {
                return 0;
            }
            if (rule.trust() != Trust.CUED && cues().after(end, rule.cues(), NEAR_AFTER) != CueWords.NONE) {
                return 0.7;
            }
            boolean shouted = text.substring(start, end).chars().noneMatch(c -> c >= 'a' && c <= 'z');
            if (rule.trust() == Trust.ANYWHERE && (shouted || isAlone)) {
                return 0.6;
            }
            return rule.trust() == Trust.ALONE && isAlone ? 0.4 : 0;
        }

        private String plain(int start, int end) {
            var plain = new StringBuilder(end - start);
            for (int i = start; i < end; i++) {
                if (Characters.isAlphanumeric(text.charAt(i))) {
                    plain.append(text.charAt(i));
                }
            }
            return plain.toString().toUpperCase(Locale.ROOT);
        }

        private boolean startsHere(int start) {
            if (start == 0) {
                return true;
            }
            char before = text.charAt(start - 1);
            boolean joined = JOINTS.indexOf(before) >= 0 && before != ':' && Characters.isWordAt(text, start - 2);
            return Characters.isTokenStart(text, start) && !joined && before != '$' && before != '€';
        }

        private boolean endsHere(int end) {
            if (end >= text.length()) {
                return true;
            }
            char after = text.charAt(end);
            boolean goesOn = JOINTS.indexOf(after) >= 0 && Characters.isWordAt(text, end + 1);
            return !Characters.isWord(after) && after != '%' && !goesOn;
        }
    }
}
