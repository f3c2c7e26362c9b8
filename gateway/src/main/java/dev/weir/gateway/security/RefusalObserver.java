package dev.weir.gateway.security;

/** Is told of each key that didn't open the console or the admin API. Never of the key itself. */
@FunctionalInterface
public interface RefusalObserver {

    /** Where a key was tried. */
    enum Place {
        CONSOLE,
        ADMIN_API
    }

    /**
     * Somebody was turned away. Returns at once: whoever tries keys must not learn from how long it takes, nor keep threads busy.
     *
     * @param keyId id of a key that is known and opens other things; empty text for one that nobody knows
     */
    void refused(Place place, String keyId);
}
