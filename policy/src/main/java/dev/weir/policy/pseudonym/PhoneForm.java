package dev.weir.policy.pseudonym;

import java.util.List;
import java.util.Optional;

/**
 * Telephone numbers from the ranges that regulators keep for drama: North America's 555-0100 to 0199, Ofcom's,
 * Bundesnetzagentur's, ARCEP's, ACMA's. Elsewhere the country and network code stay and the rest changes.
 */
final class PhoneForm implements SurrogateForm {

    /**
     * A kept range.
     *
     * @param prefix what a number of that kind begins with, in digits
     * @param head digits of the kept range, with the same prefix
     * @param length all digits
     */
    private record Range(String prefix, String head, int length) {}

    private static final List<String> AREAS =
            List.of("202", "212", "213", "303", "305", "312", "404", "415", "503", "602", "617", "702", "713", "816");

    private static final List<Range> RANGES = List.of(
            new Range("447", "447700900", 12),
            new Range("07", "07700900", 11),
            new Range("4420", "442079460", 12),
            new Range("44", "441632960", 12),
            new Range("020", "02079460", 11),
            new Range("4930", "493023125", 11),
            new Range("4917", "4917139200", 13),
            new Range("4915", "4915228817", 13),
            new Range("017", "017139200", 11),
            new Range("030", "03023125", 11),
            new Range("336", "33639980", 11),
            new Range("331", "33199000", 11),
            new Range("06", "0639980", 10),
            new Range("01", "0199000", 10),
            new Range("614", "61491570", 11),
            new Range("04", "0491570", 10));

    @Override
    public Optional<Candidate> candidate(String value, KeyedChoice choice) {
        String digits = DigitLayout.digits(value);
        if (digits.length() < 7 || value.chars().anyMatch(Character::isLetter)) {
            return Optional.empty();
        }
        String fictional = fictional(digits, value, choice);
        return SurrogateForm.number(DigitLayout.lay(value, fictional));
    }

    private static String fictional(String digits, String value, KeyedChoice choice) {
        boolean american = digits.length() == 10 && digits.charAt(0) >= '2' && !value.startsWith("+");
        boolean international = digits.length() == 11 && digits.charAt(0) == '1';
        if (american || international) {
            String area = AREAS.get(choice.below(AREAS.size()));
            return (international ? "1" : "") + area + "55501" + choice.digits(2);
        }
        for (Range range : RANGES) {
            boolean sameSort = range.prefix.startsWith("0") == digits.startsWith("0");
            if (sameSort && digits.startsWith(range.prefix) && digits.length() == range.length) {
                return range.head + choice.digits(range.length - range.head.length());
            }
        }
        int kept = Math.min(value.startsWith("+") ? 4 : 3, digits.length() - 5);
        return digits.substring(0, kept) + choice.digits(digits.length() - kept);
    }
}
