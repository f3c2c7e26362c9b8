package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Social security numbers of the United States: grouped 3-2-4 by themselves, in any other form only in context. */
final class SocialSecurityRecogniser implements EntityRecogniser {

    private static final int DIGITS = 9;
    private static final ContextWords CONTEXT = new ContextWords(
            48,
            List.of("ssn", "ssns", "ssid", "social security", "social_security", "socialsecurity", "us_ssn", "social"));

    @Override
    public String name() {
        return "us-ssn";
    }

    @Override
    public Set<Entity> entities() {
        return Set.of(StandardEntities.US_SSN);
    }

    @Override
    public List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        for (int i = 0; i < text.length(); i++) {
            if (!Characters.isDigit(text.charAt(i)) || !startsHere(text, i)) {
                continue;
            }
            int end = nineDigits(text, i);
            if (end > 0 && isAssignable(Characters.digits(text, i, end))) {
                boolean grouped = isGrouped(text, i, end);
                boolean context = CONTEXT.precede(text, i);
                if (grouped || context) {
                    found.add(new Match(
                            StandardEntities.US_SSN, i, end, context ? 0.75 : 0.65, name(), "assignable number"));
                    i = end - 1;
                }
            }
        }
        return found;
    }

    private static boolean startsHere(String text, int start) {
        return Characters.isTokenStart(text, start)
                && (start == 0 || text.charAt(start - 1) != '-' || !Characters.isWordAt(text, start - 2));
    }

    private static int nineDigits(String text, int start) {
        int count = 0;
        int i = start;
        while (i < text.length() && count < DIGITS) {
            char c = text.charAt(i);
            if (Characters.isDigit(c)) {
                count++;
            } else if ((c != '-' && c != ' ' && c != '.') || !Characters.isDigitAt(text, i + 1)) {
                return -1;
            }
            i++;
        }
        boolean ends = !Characters.isWordAt(text, i)
                && (i + 1 >= text.length() || text.charAt(i) != '-' || !Characters.isWordAt(text, i + 1));
        return count == DIGITS && ends ? i : -1;
    }

    private static boolean isGrouped(String text, int start, int end) {
        return end - start == DIGITS + 2
                && text.charAt(start + 3) == text.charAt(start + 6)
                && text.charAt(start + 3) == '-'
                && !Characters.isDigit(text.charAt(start + 6));
    }

    /** The Social Security Administration never assigns areas 000, 666 and 9xx, group 00, serial 0000. */
    private static boolean isAssignable(String digits) {
        boolean row = digits.chars().distinct().count() == 1;
        return !row
                && digits.charAt(0) != '9'
                && !digits.startsWith("000")
                && !digits.startsWith("666")
                && !digits.startsWith("00", 3)
                && !digits.endsWith("0000");
    }
}
