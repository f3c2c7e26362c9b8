package dev.weir.policy.detection;

import dev.weir.policy.detection.ContextPatternRecogniser.Shape;
import java.util.List;
import java.util.regex.Pattern;

/** Health data that rules can find honestly: numbers of records and insurances, and coded diagnoses, both in context. */
final class HealthRecognisers {

    private static final int WINDOW = 40;

    private HealthRecognisers() {}

    static List<EntityRecogniser> all() {
        return List.of(record(), nhsNumber(), vietnameseInsurance(), diagnosis());
    }

    private static EntityRecogniser record() {
        List<String> words = List.of(
                "mrn",
                "medical record",
                "medical_record",
                "patient id",
                "patient_id",
                "patient number",
                "patient no",
                "health insurance number",
                "health plan number",
                "krankenversichertennummer",
                "versichertennummer");
        return ContextPatternRecogniser.of(
                "medical-record",
                StandardEntities.HEALTH_RECORD,
                words,
                Shape.of("(?<![\\p{L}\\p{N}])(?:[A-Z]{1,4}-?)?\\d{5,12}(?![\\p{L}\\p{N}])", WINDOW));
    }

    private static EntityRecogniser nhsNumber() {
        Pattern pattern = Pattern.compile("(?<!\\d)\\d{3}[ -]?\\d{3}[ -]?\\d{4}(?!\\d)");
        return ContextPatternRecogniser.of(
                "nhs-number",
                StandardEntities.HEALTH_RECORD,
                List.of("nhs"),
                new Shape(pattern, HealthRecognisers::passesNhsCheck, WINDOW));
    }

    private static EntityRecogniser vietnameseInsurance() {
        return ContextPatternRecogniser.of(
                "vn-health-insurance",
                StandardEntities.HEALTH_RECORD,
                List.of("bhyt", "bảo hiểm y tế", "bao hiem y te"),
                Shape.of("(?<![\\p{L}\\p{N}])[A-Z]{2}[ -]?\\d(?:[ .-]?\\d){12}(?!\\d)", WINDOW));
    }

    private static EntityRecogniser diagnosis() {
        List<String> words = List.of("icd", "icd-10", "icd10", "diagnos", "diagnosis", "diagnosed", "dx", "chẩn đoán");
        return ContextPatternRecogniser.of(
                "icd-10",
                StandardEntities.DIAGNOSIS_CODE,
                words,
                Shape.of("(?<![\\p{L}\\p{N}])[A-TV-Z]\\d[0-9AB](?:\\.[0-9A-TV-Z]{1,4})?(?![\\p{L}\\p{N}.])", WINDOW));
    }

    /** NHS Data Dictionary: weights 10 to 2, modulo 11. */
    static boolean passesNhsCheck(String written) {
        String digits = Characters.digits(written, 0, written.length());
        int sum = 0;
        for (int i = 0; i < 9; i++) {
            sum += (digits.charAt(i) - '0') * (10 - i);
        }
        return (11 - sum % 11) % 11 == digits.charAt(9) - '0';
    }
}
