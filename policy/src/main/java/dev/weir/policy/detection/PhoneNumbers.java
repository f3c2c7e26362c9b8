package dev.weir.policy.detection;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.regex.Pattern;

/** Judges a written number by its shape, its context and the numbering plans of the world (libphonenumber). */
final class PhoneNumbers {

    private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();

    /** Where numbers without a country code are looked for, likeliest first. */
    private static final List<String> REGIONS = List.of(
            "US", "GB", "DE", "FR", "ES", "IT", "NL", "PL", "VN", "AT", "CH", "BE", "SE", "AU", "IN", "JP", "CN", "BR",
            "TR", "PH", "MX", "IL", "KR");

    private static final Pattern DATE = Pattern.compile(
            "\\d{4}[-/. ]\\d{1,2}[-/. ]\\d{1,2}(?:\\D.*)?|\\d{1,2}[-/.]\\d{1,2}[-/.](?:19|20)\\d{2}(?:\\D.*)?");
    private static final Pattern YEARS = Pattern.compile("(?:19|20)\\d{2}\\D{1,3}(?:19|20)\\d{2}");
    private static final Pattern OCTETS = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
    /** One group after another as North America writes them. */
    private static final Pattern AMERICAN =
            Pattern.compile("(?:\\+?1[-. ]?|001[-. ])?(?:\\(\\d{3}\\)[-. ]?|\\d{3}[-. ])\\d{3}[-. ]\\d{4}");
    /** An area code in brackets is a telephone number's mark. */
    private static final Pattern BRACKETED = Pattern.compile("(?:0\\s?)?\\(\\d{2,4}\\)\\s?[\\d -]{6,12}");

    private PhoneNumbers() {}

    /**
     * How sure it is that a written number is a telephone number, 0 for not at all.
     *
     * @param groups number of digit groups
     * @param context whether the words before it speak of telephones
     */
    static double score(String written, String digits, int groups, boolean context) {
        if (digits.chars().distinct().count() == 1) {
            return 0;
        }
        if (written.startsWith("+") || written.startsWith("(+")) {
            return international(digits, context);
        }
        if (DATE.matcher(written).matches()
                || YEARS.matcher(written).matches()
                || OCTETS.matcher(written).matches()) {
            return 0;
        }
        if (context && digits.length() >= 7 && digits.length() <= 13) {
            return isValidSomewhere(digits) ? 0.75 : 0.5;
        }
        if (AMERICAN.matcher(written).matches()) {
            return 0.7;
        }
        return looksDialled(written, digits, groups) && isValidSomewhere(digits) ? 0.6 : 0;
    }

    /** Whether it is a number in a country where people leave the trunk prefix out when they write it down. */
    static boolean isNationalSomewhere(String digits) {
        return digits.length() == 10 && (isValidIn(digits, "TR") || isValidIn(digits, "US"));
    }

    private static boolean isValidIn(String digits, String region) {
        try {
            return PLANS.isValidNumberForRegion(PLANS.parse(digits, region), region);
        } catch (NumberParseException e) {
            return false;
        }
    }

    private static double international(String digits, boolean context) {
        try {
            // A trunk zero in brackets, "+49 (0)89", is dropped by the parser only when it is told the country.
            PhoneNumber number = PLANS.parse("+" + digits, null);
            if (PLANS.isValidNumber(number)) {
                return 0.95;
            }
            return context || PLANS.isPossibleNumber(number) ? 0.6 : 0.4;
        } catch (NumberParseException e) {
            return 0;
        }
    }

    private static boolean looksDialled(String written, String digits, int groups) {
        if (BRACKETED.matcher(written).matches()) {
            return true;
        }
        boolean trunk = digits.charAt(0) == '0' && digits.charAt(1) != '0';
        boolean exit = digits.startsWith("00") && digits.length() >= 11;
        boolean length = digits.length() >= 9 && digits.length() <= 12;
        return exit || (trunk && length && groups <= 6);
    }

    private static boolean isValidSomewhere(String digits) {
        if (digits.startsWith("00")) {
            return international(digits.substring(2), true) > 0.9;
        }
        return REGIONS.stream().anyMatch(region -> isValidIn(digits, region));
    }
}
