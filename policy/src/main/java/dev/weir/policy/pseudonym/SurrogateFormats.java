package dev.weir.policy.pseudonym;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Which format the surrogates of each entity have. Secrets are placeholders always: a key that looks real is tried out.
 *
 * @param byEntity format by entity name
 * @param otherwise format of every other entity
 */
public record SurrogateFormats(Map<String, SurrogateFormat> byEntity, SurrogateFormat otherwise) {

    /** Placeholders for everything. */
    public static final SurrogateFormats PLACEHOLDERS = new SurrogateFormats(Map.of(), SurrogateFormat.PLACEHOLDER);

    /** Realistic surrogates wherever there are any. */
    public static final SurrogateFormats REALISTIC = new SurrogateFormats(Map.of(), SurrogateFormat.REALISTIC);

    public SurrogateFormats {
        var upper = new HashMap<String, SurrogateFormat>();
        byEntity.forEach((entity, format) -> upper.put(entity.toUpperCase(Locale.ROOT), format));
        byEntity = Map.copyOf(upper);
    }

    SurrogateFormat of(String entity) {
        return byEntity.getOrDefault(entity, otherwise);
    }
}
