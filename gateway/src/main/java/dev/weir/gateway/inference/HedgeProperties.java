package dev.weir.gateway.inference;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a slow cloud model gets another one asked beside it.
 *
 * @param after null where none is
 */
public record HedgeProperties(@Nullable HedgeAfter after) {

    /** Nobody is asked beside anybody. */
    public static final HedgeProperties OFF = new HedgeProperties(null);

    /** When; empty where none is. */
    Optional<HedgeAfter> when() {
        return Optional.ofNullable(after);
    }
}
