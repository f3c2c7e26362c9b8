package dev.weir.policy.detection;

import static dev.weir.policy.detection.CheckDigits.digitAt;
import static dev.weir.policy.detection.CheckDigits.isDate;
import static dev.weir.policy.detection.CheckDigits.isDay;
import static dev.weir.policy.detection.CheckDigits.isVaried;
import static dev.weir.policy.detection.CheckDigits.luhn;
import static dev.weir.policy.detection.CheckDigits.modulo;
import static dev.weir.policy.detection.CheckDigits.number;
import static dev.weir.policy.detection.CheckDigits.weighted;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What issuers say about their numbers, by the name that {@code identifiers.tsv} uses. A check gets the value without
 * separators, in upper case, whose form its rule has matched.
 */
final class IdentifierChecks {

    private static final String NIF_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final String HETU_LETTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY";
    private static final Map<String, Predicate<String>> CHECKS = new HashMap<>();

    static {
        CHECKS.put("", value -> true);
        CHECKS.put("luhn", value -> isVaried(value, value.length() - 2) && luhn(value));
        CHECKS.put("varied", value -> isVaried(value, value.length() - 2));
        addAmerican();
        addBritish();
        addGerman();
        addRomance();
        addNorthern();
        addAsian();
        addOthers();
    }

    private IdentifierChecks() {}

    static Predicate<String> named(String name) {
        Predicate<String> check = CHECKS.get(name);
        if (check == null) {
            throw new IllegalArgumentException("unknown check " + name);
        }
        return check;
    }

    private static void addAmerican() {
        CHECKS.put("ssn", IdentifierChecks::isSocialSecurityNumber);
        CHECKS.put("npi", v -> isVaried(v, 7) && luhn("80840" + v));
        CHECKS.put("aba", v -> weighted(v, 9, 3, 7, 1) % 10 == 0 && isFederalDistrict(number(v, 0)));
        CHECKS.put("dea", v -> {
            int odd = digitAt(v, 2) + digitAt(v, 4) + digitAt(v, 6);
            int even = digitAt(v, 3) + digitAt(v, 5) + digitAt(v, 7);
            return (odd + 2 * even) % 10 == digitAt(v, 8);
        });
        CHECKS.put("sin", v -> isVaried(v, 7) && luhn(v));
        CHECKS.put("plate", v -> v.chars().anyMatch(c -> c >= 'A' && c <= 'Z') && v.length() >= 4 && v.length() <= 9);
        CHECKS.put("vin", IdentifierChecks::isVehicleNumber);
        CHECKS.put("cpf", v -> isVaried(v, 9) && mod11(v, 9) && mod11(v, 10));
        CHECKS.put("curp", v -> isDate(v, 8, 6));
    }

    /** The Social Security Administration never assigns areas 000, 666 and 9xx, group 00, serial 0000. */
    private static boolean isSocialSecurityNumber(String digits) {
        boolean published = digits.equals("078051120") || digits.equals("219099999") || digits.equals("123456789");
        return isVaried(digits, 8)
                && !published
                && digits.charAt(0) != '9'
                && !digits.startsWith("000")
                && !digits.startsWith("666")
                && !digits.startsWith("00", 3)
                && !digits.endsWith("0000");
    }

    private static boolean isFederalDistrict(int prefix) {
        return prefix <= 12 || (prefix >= 21 && prefix <= 32) || (prefix >= 61 && prefix <= 72) || prefix == 80;
    }

    /** ISO 3779 with the check digit that North America requires. */
    private static boolean isVehicleNumber(String v) {
        String values = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ";
        int[] weights = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += values.indexOf(v.charAt(i)) % 10 * weights[i];
        }
        int check = sum % 11;
        return v.charAt(8) == (check == 10 ? 'X' : (char) ('0' + check));
    }

    /** Brazil: weights fall to 2, remainders below 2 give 0. */
    private static boolean mod11(String v, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += digitAt(v, i) * (count + 1 - i);
        }
        int check = sum * 10 % 11 % 10;
        return check == digitAt(v, count);
    }

    private static void addBritish() {
        CHECKS.put("uk-licence", v -> v.length() == 16 && isBritishBirthday(v));
        CHECKS.put(
                "nhs",
                v -> isVaried(v, 8) && (11 - weighted(v, 9, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 11 == digitAt(v, 9));
    }

    /** The month of birth, to which 50 is added for women, and the day. */
    private static boolean isBritishBirthday(String v) {
        return isDay(number(v, 8), number(v, 6) % 50);
    }

    private static void addGerman() {
        CHECKS.put("de-tax", v -> isVaried(v, 3) && CheckDigits.iso7064Mod11Radix10(v));
        CHECKS.put("kvnr", v -> luhnFromLeft(letterNumber(v.charAt(0)) + v.substring(1)));
        CHECKS.put("lanr", v -> (10 - weighted(v, 6, 4, 9) % 10) % 10 == digitAt(v, 6));
        CHECKS.put("rvnr", IdentifierChecks::isPensionNumber);
        CHECKS.put("mrz", v -> weighted(v, 8, 7, 3, 1) % 10 == digitAt(v, 8));
        CHECKS.put("ahv", CheckDigits::ean);
        CHECKS.put(
                "svnr",
                v -> isDate(v, 4, 6)
                        && (weighted(v, 3, 3, 7, 9) + weighted(v.substring(4), 6, 5, 8, 4, 2, 1, 6)) % 11
                                == digitAt(v, 3));
    }

    private static String letterNumber(char letter) {
        int place = letter - 'A' + 1;
        return place < 10 ? "0" + place : Integer.toString(place);
    }

    /** Weights 1 and 2 in turn from the left, digits of products added; the last digit is the sum's. */
    private static boolean luhnFromLeft(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length() - 1; i++) {
            int product = digitAt(digits, i) * (1 + i % 2);
            sum += product / 10 + product % 10;
        }
        return sum % 10 == digitAt(digits, digits.length() - 1);
    }

    /** German pension insurance: area, birthday (plus 50 for a second number), letter, serial, check digit. */
    private static boolean isPensionNumber(String v) {
        int day = number(v, 2);
        if (!isDay(day > 50 ? day - 50 : day, number(v, 4))) {
            return false;
        }
        String digits = v.substring(0, 8) + letterNumber(v.charAt(8)) + v.substring(9, 11);
        int[] weights = {2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1};
        int sum = 0;
        for (int i = 0; i < 12; i++) {
            int product = digitAt(digits, i) * weights[i];
            sum += product / 10 + product % 10;
        }
        return sum % 10 == digitAt(v, 11);
    }

    private static void addRomance() {
        CHECKS.put("nif", v -> nifLetter(v.substring(0, v.length() - 1)) == v.charAt(v.length() - 1));
        CHECKS.put("nie", v -> nifLetter((v.charAt(0) - 'X') + v.substring(1, 8)) == v.charAt(8));
        CHECKS.put("naf", v -> modulo(v.substring(0, 10), 97) == number(v, 10));
        CHECKS.put("nir", IdentifierChecks::isFrenchSocialSecurityNumber);
        CHECKS.put("it-vat", v -> !v.startsWith("0000000") && luhn(v));
        CHECKS.put("pt-nif", v -> (11 - weighted(v, 8, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 11 % 10 == digitAt(v, 8));
        CHECKS.put(
                "cnp",
                v -> isDate(v, 5, 3)
                        && weighted(v, 12, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11 % 10 == digitAt(v, 12));
    }

    private static char nifLetter(String digits) {
        return NIF_LETTERS.charAt(modulo(digits, 23));
    }

    private static boolean isFrenchSocialSecurityNumber(String v) {
        String digits = v.replace("2A", "19").replace("2B", "18");
        return Character.isDigit(digits.charAt(6)) && 97 - modulo(digits.substring(0, 13), 97) == number(digits, 13);
    }

    private static void addNorthern() {
        CHECKS.put("bsn", v -> isVaried(v, 8) && (weighted(v, 8, 9, 8, 7, 6, 5, 4, 3, 2) - digitAt(v, 8)) % 11 == 0);
        CHECKS.put("nrn", v -> {
            int check = number(v, 9);
            String serial = v.substring(0, 9);
            return check == 97 - modulo(serial, 97) || check == 97 - modulo("2" + serial, 97);
        });
        CHECKS.put("pesel", v -> isPolishDate(v) && (10 - weighted(v, 10, 1, 3, 7, 9) % 10) % 10 == digitAt(v, 10));
        CHECKS.put("nip", v -> isVaried(v, 8) && weighted(v, 9, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == digitAt(v, 9));
        CHECKS.put("pl-id", v -> weighted(v, 9, 7, 3, 1, 9, 7, 3, 1, 7, 3) % 10 == 0);
        CHECKS.put("rodne", v -> v.length() == 9 || modulo(v, 11) == 0 || modulo(v.substring(0, 9), 11) == 10);
        CHECKS.put(
                "hetu",
                v -> isDate(v, 0, 2)
                        && HETU_LETTERS.charAt(
                                        modulo(v.substring(0, 6) + v.substring(v.length() - 4, v.length() - 1), 31))
                                == v.charAt(v.length() - 1));
        CHECKS.put("personnummer", IdentifierChecks::isSwedishPerson);
        CHECKS.put("organisationsnummer", v -> digitAt(v, 2) >= 2 && isVaried(v, 8) && luhn(v));
        CHECKS.put("cpr", v -> isDate(v, 0, 2));
        CHECKS.put(
                "fnr",
                v -> isDate(v, 0, 2)
                        && weighted(v, 10, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1) % 11 == 0
                        && weighted(v, 11, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0);
    }

    private static boolean isPolishDate(String v) {
        return isDay(number(v, 4), number(v, 2) % 20);
    }

    private static boolean isSwedishPerson(String v) {
        String ten = v.substring(v.length() - 10);
        int day = number(ten, 4);
        return isDay(day > 60 ? day - 60 : day, number(ten, 2)) && luhn(ten);
    }

    private static void addAsian() {
        CHECKS.put("cccd", v -> isVietnameseProvince(Integer.parseInt(v.substring(0, 3))) && isVaried(v, 8));
        CHECKS.put("mst", v -> 10 - weighted(v, 9, 31, 29, 23, 19, 17, 13, 7, 5, 3) % 11 == digitAt(v, 9));
        CHECKS.put("verhoeff", v -> isVaried(v, 8) && CheckDigits.verhoeff(v));
        CHECKS.put("rrn", v -> isDate(v, 4, 2));
        CHECKS.put("brn", v -> {
            int sum = weighted(v, 9, 1, 3, 7, 1, 3, 7, 1, 3, 5) + digitAt(v, 8) * 5 / 10;
            return (10 - sum % 10) % 10 == digitAt(v, 9);
        });
        CHECKS.put(
                "th",
                v -> isVaried(v, 11)
                        && isThaiProvince(number(v, 1))
                        && (11 - weighted(v, 12, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 10 == digitAt(v, 12));
        CHECKS.put("nric", IdentifierChecks::isSingaporean);
        CHECKS.put(
                "rid",
                v -> isDate(v, 12, 10)
                        && "10X98765432"
                                        .charAt(weighted(v, 17, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
                                                % 11)
                                == v.charAt(17));
        CHECKS.put("my-number", v -> {
            int remainder = weighted(v, 11, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11;
            return (remainder <= 1 ? 0 : 11 - remainder) == digitAt(v, 11) && isVaried(v, 10);
        });
        CHECKS.put("nik", v -> isDate(v, 6, 8) || isDate(shifted(v), 6, 8));
        CHECKS.put("my-nric", v -> isDate(v, 4, 2));
    }

    /** Indonesia adds 40 to the day of birth of women. */
    private static String shifted(String v) {
        return digitAt(v, 6) < 4 ? v : v.substring(0, 6) + (digitAt(v, 6) - 4) + v.substring(7);
    }

    private static boolean isVietnameseProvince(int code) {
        return code >= 1 && code <= 96;
    }

    private static boolean isThaiProvince(int code) {
        return (code >= 10 && code <= 27)
                || (code >= 30 && code <= 58 && code != 28 && code != 29)
                || (code >= 60 && code <= 67)
                || (code >= 70 && code <= 77)
                || (code >= 80 && code <= 86)
                || (code >= 90 && code <= 96);
    }

    private static boolean isSingaporean(String v) {
        int sum = weighted(v.substring(1), 7, 2, 7, 6, 5, 4, 3, 2);
        return switch (v.charAt(0)) {
            case 'S' -> "JZIHGFEDCBA".charAt(sum % 11) == v.charAt(8);
            case 'T' -> "JZIHGFEDCBA".charAt((sum + 4) % 11) == v.charAt(8);
            case 'F' -> "XWUTRQPNMLK".charAt(sum % 11) == v.charAt(8);
            case 'G' -> "XWUTRQPNMLK".charAt((sum + 4) % 11) == v.charAt(8);
            default -> true;
        };
    }

    private static void addOthers() {
        CHECKS.put(
                "abn",
                v -> isVaried(v, 8) && weighted(decremented(v), 11, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19) % 89 == 0);
        CHECKS.put("acn", v -> (10 - weighted(v, 8, 8, 7, 6, 5, 4, 3, 2, 1) % 10) % 10 == digitAt(v, 8));
        CHECKS.put("tfn", v -> weighted(v, 9, 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0);
        CHECKS.put("au-medicare", v -> weighted(v, 8, 1, 3, 7, 9) % 10 == digitAt(v, 8));
        CHECKS.put("tr-id", v -> {
            int odd = digitAt(v, 0) + digitAt(v, 2) + digitAt(v, 4) + digitAt(v, 6) + digitAt(v, 8);
            int even = digitAt(v, 1) + digitAt(v, 3) + digitAt(v, 5) + digitAt(v, 7);
            return Math.floorMod(odd * 7 - even, 10) == digitAt(v, 9)
                    && (odd + even + digitAt(v, 9)) % 10 == digitAt(v, 10);
        });
        CHECKS.put("za-id", v -> isDate(v, 4, 2) && luhn(v));
        CHECKS.put("ph-tin", v -> weighted(v, 8, 9, 8, 7, 6, 5, 4, 3, 2) % 11 % 10 == digitAt(v, 8));
        CHECKS.put("il-id", v -> isVaried(v, 7) && luhn(v));
        CHECKS.put("rut", v -> {
            int sum = 0;
            for (int i = 0; i < v.length() - 1; i++) {
                sum += digitAt(v, v.length() - 2 - i) * (2 + i % 6);
            }
            return "0K987654321".charAt(sum % 11) == v.charAt(v.length() - 1);
        });
    }

    private static String decremented(String v) {
        return (digitAt(v, 0) - 1) + v.substring(1);
    }
}
