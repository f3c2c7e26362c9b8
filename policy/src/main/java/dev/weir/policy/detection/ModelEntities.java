package dev.weir.policy.detection;

import dev.weir.policy.detection.Entity.Category;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a model's labels mean, and in which packs: {@code core} has who and where, {@code health} and {@code hipaa} what
 * the law lists, {@code traits} what describes a person without naming one. Immutable.
 */
final class ModelEntities {

    /** Descriptions are in most texts about people, and telling on their own in few. */
    static final String TRAITS = "traits";

    private static final Map<String, Map<String, Entity>> BY_PACK = Map.of(
            "core",
            Map.of(
                    "PERSON",
                    StandardEntities.PERSON,
                    "LOCATION",
                    personal("LOCATION"),
                    "ADDRESS",
                    StandardEntities.ADDRESS,
                    "ORGANIZATION",
                    personal("ORGANIZATION")),
            "health",
            Map.of("HEALTH", StandardEntities.HEALTH_CONDITION, "MEDICAL_ID", StandardEntities.HEALTH_RECORD),
            "hipaa",
            Map.of("DATE_TIME", StandardEntities.DATE, "AGE", personal("AGE")),
            TRAITS,
            Map.of(
                    "TITLE", personal("TITLE"),
                    "JOB_TITLE", personal("JOB_TITLE"),
                    "NRP", personal("NRP"),
                    "GENDER", personal("GENDER"),
                    "DEMOGRAPHIC", personal("DEMOGRAPHIC")));

    static final ModelEntities NONE = new ModelEntities(Map.of());

    private final Map<String, Entity> byLabel;

    private ModelEntities(Map<String, Entity> byLabel) {
        this.byLabel = Map.copyOf(byLabel);
    }

    /** What a model finds for some packs; those that it knows nothing of add nothing. */
    static ModelEntities of(Collection<String> packs) {
        var byLabel = new HashMap<String, Entity>();
        packs.forEach(pack -> byLabel.putAll(BY_PACK.getOrDefault(pack, Map.of())));
        return new ModelEntities(byLabel);
    }

    /** Packs that have something for a model to find. */
    static Set<String> packs() {
        return BY_PACK.keySet();
    }

    boolean isEmpty() {
        return byLabel.isEmpty();
    }

    /** What a label stands for; nothing where the packs don't ask for it. */
    Optional<Entity> of(String label) {
        return Optional.ofNullable(byLabel.get(label));
    }

    Set<Entity> entities() {
        return byLabel.values().stream().collect(Collectors.toUnmodifiableSet());
    }

    private static Entity personal(String name) {
        return new Entity(name, Category.PERSONAL);
    }
}
