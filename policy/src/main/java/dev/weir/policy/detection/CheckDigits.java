package dev.weir.policy.detection;

/** The arithmetic behind check digits. Every method takes plain digits, or letters and digits in upper case. */
final class CheckDigits {

    private static final int[][] DIHEDRAL = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
        {1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
        {2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
        {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
        {4, 0, 1, 2, 3, 9, 5, 6, 7, 8},
        {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
        {6, 5, 9, 8, 7, 1, 0, 4, 3, 2},
        {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
        {8, 7, 6, 5, 9, 3, 2, 1, 0, 4},
        {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}
    };
    private static final int[] PERMUTATION = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};

    private CheckDigits() {}

    /** ISO/IEC 7812: every second digit from the right doubled, its digits added, the sum a multiple of ten. */
    static boolean luhn(CharSequence digits) {
        return luhnSum(digits) % 10 == 0;
    }

    private static int luhnSum(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int value = i % 2 == 0 ? digit : digit * 2;
            sum += value > 9 ? value - 9 : value;
        }
        return sum;
    }

    /** Sum of the first digits, or letters as 10 to 35, each times its weight; weights repeat. */
    static int weighted(CharSequence text, int count, int... weights) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += value(text.charAt(i)) * weights[i % weights.length];
        }
        return sum;
    }

    /** A digit's value; letters count from 10. */
    static int value(char c) {
        return Character.digit(c, 36);
    }

    static int digitAt(CharSequence text, int index) {
        return text.charAt(index) - '0';
    }

    /** A number of any length modulo a small one. */
    static int modulo(CharSequence digits, int divisor) {
        int remainder = 0;
        for (int i = 0; i < digits.length(); i++) {
            remainder = (remainder * 10 + digitAt(digits, i)) % divisor;
        }
        return remainder;
    }

    /** ISO/IEC 7064, MOD 11,10. */
    static boolean iso7064Mod11Radix10(CharSequence digits) {
        int product = 10;
        for (int i = 0; i < digits.length() - 1; i++) {
            int sum = (digitAt(digits, i) + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (11 - product) % 10 == digitAt(digits, digits.length() - 1);
    }

    /** Verhoeff, "Error detecting decimal codes" (1969). */
    static boolean verhoeff(CharSequence digits) {
        int check = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digitAt(digits, digits.length() - 1 - i);
            for (int round = 0; round < i % 8; round++) {
                digit = PERMUTATION[digit];
            }
            check = DIHEDRAL[check][digit];
        }
        return check == 0;
    }

    /** EAN-13: weights 1 and 3 in turn, the sum a multiple of ten. */
    static boolean ean(CharSequence digits) {
        return weighted(digits, digits.length(), 1, 3) % 10 == 0;
    }

    /** Day and month that exist, at two places each of two digits. */
    static boolean isDate(CharSequence text, int dayAt, int monthAt) {
        return isDay(number(text, dayAt), number(text, monthAt));
    }

    static boolean isDay(int day, int month) {
        int longest = month == 2 ? 29 : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
        return month >= 1 && month <= 12 && day >= 1 && day <= longest;
    }

    /** The two digits at a place. */
    static int number(CharSequence text, int at) {
        return digitAt(text, at) * 10 + digitAt(text, at + 1);
    }

    /** Whether no digit comes more often than that. */
    static boolean isVaried(CharSequence text, int most) {
        int[] counts = new int[128];
        for (int i = 0; i < text.length(); i++) {
            if (++counts[text.charAt(i) & 127] > most) {
                return false;
            }
        }
        return true;
    }
}
