package dev.weir.policy.detection;

import dev.weir.policy.detection.Entity.Category;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every entity that some recogniser of a registry can find. A policy that names another one would wait for it in vain,
 * so policy loaders check names here. Immutable.
 */
public final class EntityCatalogue {

    private final SortedMap<String, Entity> byName;

    EntityCatalogue(Collection<Entity> entities) {
        var sorted = new TreeMap<String, Entity>();
        for (Entity entity : entities) {
            Entity known = sorted.putIfAbsent(entity.name(), entity);
            if (known != null && !known.equals(entity)) {
                throw new IllegalArgumentException("entity " + entity.name() + " is declared with two categories");
            }
        }
        this.byName = sorted;
    }

    /** The catalogue of {@link RecogniserRegistry#everything()}. */
    public static EntityCatalogue standard() {
        return RecogniserRegistry.everything().catalogue();
    }

    /** Looks a name up; the case of letters doesn't matter. */
    public Optional<Entity> find(String name) {
        return Optional.ofNullable(byName.get(name.toUpperCase(Locale.ROOT)));
    }

    /** All names, sorted. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** All entities of a category, sorted by name. */
    public List<Entity> of(Category category) {
        return byName.values().stream()
                .filter(entity -> entity.category() == category)
                .toList();
    }

    /** Every entity by its name. */
    public Map<String, Entity> entities() {
        return Map.copyOf(byName);
    }
}
