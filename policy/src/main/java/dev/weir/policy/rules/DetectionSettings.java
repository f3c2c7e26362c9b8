package dev.weir.policy.rules;

import dev.weir.policy.detection.Entity;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a policy asks of the detector.
 *
 * @param packs the entity packs to use; never empty
 * @param thresholds least score of a finding by entity name (upper case), in (0, 1]
 * @param patterns forms of the customer's own
 * @param allow texts that are never a finding, whoever finds them
 */
public record DetectionSettings(
        List<String> packs,
        Map<String, Double> thresholds,
        List<Dictionary> dictionaries,
        List<Pattern> patterns,
        List<String> allow) {
    public DetectionSettings {
        packs = List.copyOf(packs);
        thresholds = Map.copyOf(thresholds);
        dictionaries = List.copyOf(dictionaries);
        patterns = List.copyOf(patterns);
        allow = List.copyOf(allow);
    }

    /** Settings without patterns and exceptions. */
    public DetectionSettings(List<String> packs, Map<String, Double> thresholds, List<Dictionary> dictionaries) {
        this(packs, thresholds, dictionaries, List.of(), List.of());
    }

    /** Names of the entities that the policy itself brings along, upper case. */
    public List<String> ownEntities() {
        return Stream.concat(
                        dictionaries.stream().map(Dictionary::entity),
                        patterns.stream().map(pattern -> pattern.entity().name()))
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Words of the customer's own that count as an entity of the category {@code CONFIDENTIAL}.
     *
     * @param entity upper case
     * @param file relative to the policy file's folder, one term a line; empty where the terms are given
     * @param terms as the policy gives them; empty where a file holds them
     */
    public record Dictionary(String entity, String file, List<String> terms) {
        public Dictionary {
            terms = List.copyOf(terms);
        }

        public Dictionary(String entity, String file) {
            this(entity, file, List.of());
        }

        /** Whether a file holds the terms. */
        public boolean hasFile() {
            return !file.isEmpty();
        }
    }

    /**
     * A form of the customer's own, in RE2's syntax.
     *
     * @param name of the recogniser, in findings
     * @param score without a word of the context, in (0, 1]
     * @param context words that, shortly before a match, raise its score
     */
    public record Pattern(String name, Entity entity, String expression, double score, List<String> context) {
        public Pattern {
            context = List.copyOf(context);
        }
    }
}
