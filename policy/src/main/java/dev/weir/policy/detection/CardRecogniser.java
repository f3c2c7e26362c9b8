package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Payment card numbers (ISO/IEC 7812): a known issuer's prefix and length, and the Luhn check digit. */
final class CardRecogniser implements EntityRecogniser {

    private static final int MIN_DIGITS = 12;
    private static final int MAX_DIGITS = 19;
    private static final ContextWords CONTEXT = new ContextWords(
            40,
            List.of(
                    "card",
                    "cards",
                    "credit",
                    "debit",
                    "visa",
                    "mastercard",
                    "maestro",
                    "amex",
                    "cc",
                    "karte",
                    "tarjeta",
                    "carte",
                    "carta",
                    "thẻ"));

    @Override
    public String name() {
        return "credit-card";
    }

    @Override
    public Set<Entity> entities() {
        return Set.of(StandardEntities.CREDIT_CARD);
    }

    @Override
    public List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        for (int i = 0; i < text.length(); i++) {
            if (Characters.isDigit(text.charAt(i)) && Characters.isTokenStart(text, i)) {
                i = addCard(text, i, found) - 1;
            }
        }
        return found;
    }

    /** Tries every length at which a group of digits ends, the longest counts. Says where to go on reading. */
    private int addCard(String text, int start, List<Match> found) {
        var digits = new StringBuilder(MAX_DIGITS);
        int end = -1;
        boolean issued = false;
        int i = start;
        while (i < text.length() && digits.length() < MAX_DIGITS) {
            char c = text.charAt(i);
            if (Characters.isDigit(c)) {
                digits.append(c);
                i++;
                boolean whole = digits.length() >= MIN_DIGITS && !Characters.isWordAt(text, i);
                if (whole && passesLuhn(digits) && isVaried(digits)) {
                    boolean known = digits.length() > MIN_DIGITS && isIssued(digits, digits.length());
                    end = known || CONTEXT.precede(text, start) ? i : end;
                    issued = known;
                }
            } else if (isSeparator(c) && Characters.isDigitAt(text, i + 1)) {
                i++;
            } else {
                break;
            }
        }
        if (end < 0) {
            return start + 1;
        }
        String why = issued ? "known issuer, check digit is right" : "context names a card, check digit is right";
        found.add(new Match(StandardEntities.CREDIT_CARD, start, end, issued ? 0.95 : 0.7, name(), why));
        return end;
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == '-' || c == '.';
    }

    /** Prefixes by which the large networks issue, with the lengths they use. */
    private static boolean isIssued(CharSequence digits, int length) {
        int two = Integer.parseInt(digits, 0, 2, 10);
        int three = Integer.parseInt(digits, 0, 3, 10);
        int four = Integer.parseInt(digits, 0, 4, 10);
        boolean visa = digits.charAt(0) == '4' && (length == 13 || length == 16 || length == 19);
        boolean mastercard = length == 16 && ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720));
        boolean amex = length == 15 && (two == 34 || two == 37);
        boolean diners = length == 14 && ((three >= 300 && three <= 305) || two == 36 || two == 38 || two == 39);
        boolean discover = length >= 16 && (four == 6011 || two == 65 || (three >= 644 && three <= 649));
        boolean jcb = (length >= 16 && two == 35) || (length == 15 && (four == 1800 || four == 2131));
        boolean unionPay = length >= 16 && two == 62;
        boolean maestro = three == 501 || four == 5018 || four == 5020 || four == 5038 || four == 6304 || four == 6759;
        return visa || mastercard || amex || diners || discover || jcb || unionPay || maestro || four == 6761;
    }

    static boolean passesLuhn(CharSequence digits) {
        int sum = 0;
        boolean twice = false;
        for (int i = digits.length() - 1; i >= 0; i--, twice = !twice) {
            int digit = digits.charAt(i) - '0';
            int doubled = digit > 4 ? digit * 2 - 9 : digit * 2;
            sum += twice ? doubled : digit;
        }
        return sum % 10 == 0;
    }

    /** Rows of one digit pass Luhn and are nobody's. */
    private static boolean isVaried(CharSequence digits) {
        return digits.chars().distinct().count() > 1;
    }
}
