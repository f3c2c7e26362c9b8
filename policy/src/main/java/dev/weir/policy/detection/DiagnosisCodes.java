package dev.weir.policy.detection;

import dev.weir.policy.detection.ContextPatternRecogniser.Shape;
import java.util.List;

/** Codes of the WHO's ICD-10 after a word that names a diagnosis; by themselves they look like anything. */
final class DiagnosisCodes {

    private static final int WINDOW = 40;

    private DiagnosisCodes() {}

    static EntityRecogniser recogniser() {
        List<String> words = List.of("icd", "icd-10", "icd10", "diagnos", "diagnosis", "diagnosed", "dx", "chẩn đoán");
        return ContextPatternRecogniser.of(
                "icd-10",
                StandardEntities.DIAGNOSIS_CODE,
                words,
                Shape.of(
                        "(?<![\\p{L}\\p{N}])[A-TV-Z]\\d[0-9AB](?:\\.[0-9A-TV-Z]{1,4})?(?!\\.?[\\p{L}\\p{N}])", WINDOW));
    }
}
