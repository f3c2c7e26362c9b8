package dev.weir.policy.rules;

import java.util.List;
import java.util.Map;

/**
 * What a policy asks of the detector.
 *
 * @param packs the entity packs to use; never empty
 * @param thresholds least score of a finding by entity name (upper case), in (0, 1]
 */
public record DetectionSettings(List<String> packs, Map<String, Double> thresholds, List<Dictionary> dictionaries) {
    public DetectionSettings {
        packs = List.copyOf(packs);
        thresholds = Map.copyOf(thresholds);
        dictionaries = List.copyOf(dictionaries);
    }

    /**
     * Words of the customer's own that count as an entity of the category {@code CONFIDENTIAL}.
     *
     * @param entity upper case
     * @param file relative to the policy file's folder, one term a line
     */
    public record Dictionary(String entity, String file) {}
}
