package dev.weir.policy.condition;

import dev.weir.policy.detection.Entity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The names by which a policy may speak of findings: entities and their categories, in upper or lower case. Immutable.
 */
public final class EntityNames {
    private final Map<String, Entity> entities;
    /** Every name in upper and in lower case, as conditions write most of them, to its upper case. */
    private final Map<String, String> spellings = new HashMap<>();

    private EntityNames(Map<String, Entity> entities) {
        this.entities = entities;
        all().forEach(name -> spellings.put(name, canonical(name)));
        spellings.values().stream().toList().forEach(name -> spellings.put(name, name));
    }

    /** The names of these entities and of every category. */
    public static EntityNames of(Collection<Entity> known) {
        Map<String, Entity> byName = new TreeMap<>();
        known.forEach(entity -> byName.put(canonical(entity.name()), entity));
        return new EntityNames(byName);
    }

    /** The same name as {@link Entity#name()} writes it. */
    public static String canonical(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    /** The entity of this name, if there is one. */
    public Optional<Entity> entity(String name) {
        return Optional.ofNullable(entities.get(canonical(name)));
    }

    /** The category of this name, if there is one. */
    public static Optional<Entity.Category> category(String name) {
        return Arrays.stream(Entity.Category.values())
                .filter(category -> category.name().equals(canonical(name)))
                .findFirst();
    }

    /** The name in upper case, if an entity or a category has it; quick for names in upper or lower case. */
    Optional<String> find(String name) {
        String canonical = spellings.get(name);
        if (canonical != null) {
            return Optional.of(canonical);
        }
        return knows(name) ? Optional.of(canonical(name)) : Optional.empty();
    }

    /** Whether the name is that of an entity or a category. */
    public boolean knows(String name) {
        return entities.containsKey(canonical(name)) || category(name).isPresent();
    }

    /** Every name of an entity or category, in lower case. */
    public List<String> all() {
        List<String> names = new ArrayList<>(categories());
        names.addAll(entityNames());
        return List.copyOf(names);
    }

    /** Every name of an entity, in lower case. */
    public List<String> entityNames() {
        return entities.keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Every name of a category, in lower case. */
    public static List<String> categories() {
        return Arrays.stream(Entity.Category.values())
                .map(category -> category.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
