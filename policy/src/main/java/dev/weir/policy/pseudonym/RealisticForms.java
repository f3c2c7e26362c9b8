package dev.weir.policy.pseudonym;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which entity has which realistic form. What has none gets a placeholder. */
final class RealisticForms {

    static final Set<String> DATES = Set.of("DATE_OF_BIRTH", "DATE", "DATE_TIME");

    private static final Map<String, SurrogateForm> FORMS = Map.of(
            "EMAIL", InternetForms::email,
            "IP_ADDRESS", InternetForms::ip,
            "PHONE", new PhoneForm(),
            "CREDIT_CARD", CheckedNumbers::card,
            "IBAN", CheckedNumbers::iban,
            "US_SSN", RealisticForms::socialSecurity,
            "ADDRESS", RealisticForms::address,
            "STREET_ADDRESS", RealisticForms::address);

    private static final List<String> STREETS = List.of(
            "Larkmoor Road",
            "Tansy Lane",
            "Quillgate Street",
            "Bramfold Avenue",
            "Ostler Row",
            "Fennick Close",
            "Harrowmere Way",
            "Silverpike Street",
            "Dunsel Crescent",
            "Wickenhall Road");

    private static final int MIN_CODE = 6;
    private static final int MAX_CODE = 24;

    private RealisticForms() {}

    static SurrogateForm of(String entity) {
        if (DATES.contains(entity)) {
            return new DateForm();
        }
        return FORMS.getOrDefault(entity, RealisticForms::code);
    }

    /** Areas from 773 up were never assigned while numbers were given out by area. */
    private static Optional<SurrogateForm.Candidate> socialSecurity(String value, KeyedChoice choice) {
        if (DigitLayout.symbols(value).length() != 9) {
            return Optional.empty();
        }
        String number = (773 + choice.below(127))
                + "%02d".formatted(1 + choice.below(99))
                + "%04d".formatted(1 + choice.below(9999));
        return SurrogateForm.number(DigitLayout.lay(value, number));
    }

    private static Optional<SurrogateForm.Candidate> address(String value, KeyedChoice choice) {
        return SurrogateForm.text((1 + choice.below(400)) + " " + STREETS.get(choice.below(STREETS.size())));
    }

    /** Numbers of any other sort: digits for digits, letters for letters; whether they are valid is checked after. */
    private static Optional<SurrogateForm.Candidate> code(String value, KeyedChoice choice) {
        String symbols = DigitLayout.symbols(value);
        boolean plain =
                value.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || " -./".indexOf(c) >= 0));
        boolean numbered = symbols.chars().filter(Character::isDigit).count() * 2 >= symbols.length();
        if (!plain || !numbered || symbols.length() < MIN_CODE || symbols.length() > MAX_CODE) {
            return Optional.empty();
        }
        return SurrogateForm.number(DigitLayout.alike(value, 0, choice));
    }
}
