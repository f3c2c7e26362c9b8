package dev.weir.policy.pseudonym;

import java.util.Locale;
import java.util.Optional;

/** Numbers with check digits: payment cards and bank accounts. */
final class CheckedNumbers {

    private static final int MIN_CARD = 12;
    private static final int MAX_CARD = 19;
    private static final int MIN_IBAN = 15;
    private static final int BANK = 4;

    private CheckedNumbers() {}

    /** Cards of the ranges that payment networks publish for tests, with a right Luhn digit. */
    static Optional<SurrogateForm.Candidate> card(String value, KeyedChoice choice) {
        String digits = DigitLayout.digits(value);
        if (digits.length() < MIN_CARD
                || digits.length() > MAX_CARD
                || digits.length() != DigitLayout.symbols(value).length()) {
            return Optional.empty();
        }
        String head = switch (digits.charAt(0)) {
            case '5', '2' -> "555555";
            case '3' -> digits.startsWith("34") || digits.startsWith("37") ? "378282" : "305693";
            case '6' -> "601111";
            default -> "400000";
        };
        String open = head + choice.digits(digits.length() - head.length() - 1);
        return SurrogateForm.number(DigitLayout.lay(value, open + luhn(open)));
    }

    /** An account of the same country at a bank that isn't, with right check digits (ISO 13616). */
    static Optional<SurrogateForm.Candidate> iban(String value, KeyedChoice choice) {
        String symbols = DigitLayout.symbols(value).toUpperCase(Locale.ROOT);
        if (symbols.length() < MIN_IBAN || !symbols.substring(0, 4).matches("[A-Z]{2}\\d{2}")) {
            return Optional.empty();
        }
        var account = new StringBuilder();
        for (int i = 4; i < symbols.length(); i++) {
            boolean digit = Character.isDigit(symbols.charAt(i));
            boolean bank = i < 4 + BANK;
            account.append(digit ? (bank ? '0' : choice.digit()) : bank ? 'X' : (char) ('A' + choice.below(26)));
        }
        String country = symbols.substring(0, 2);
        String check = String.format(Locale.ROOT, "%02d", 98 - remainder(account + country + "00"));
        String made = country + check + account;
        String cased = value.equals(value.toLowerCase(Locale.ROOT)) ? made.toLowerCase(Locale.ROOT) : made;
        return SurrogateForm.number(DigitLayout.lay(value, cased));
    }

    private static char luhn(String open) {
        int sum = 0;
        for (int i = open.length() - 1, place = 0; i >= 0; i--, place++) {
            int digit = open.charAt(i) - '0';
            int doubled = digit > 4 ? digit * 2 - 9 : digit * 2;
            sum += place % 2 == 0 ? doubled : digit;
        }
        return (char) ('0' + (10 - sum % 10) % 10);
    }

    /** Letters count as 10 to 35. */
    private static int remainder(String text) {
        int remainder = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = Character.digit(text.charAt(i), 36);
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
        }
        return remainder;
    }
}
