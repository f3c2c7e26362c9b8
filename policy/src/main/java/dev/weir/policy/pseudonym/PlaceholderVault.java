package dev.weir.policy.pseudonym;

import java.util.Map;

/** What each placeholder issued for a request stands for. Its text form shows counts alone, never a value. */
public final class PlaceholderVault {

    /** Nothing was replaced. */
    public static final PlaceholderVault EMPTY = new PlaceholderVault(Map.of());

    private final Map<String, String> originals;

    public PlaceholderVault(Map<String, String> originals) {
        this.originals = Map.copyOf(originals);
    }

    public boolean isEmpty() {
        return originals.isEmpty();
    }

    Map<String, String> originals() {
        return originals;
    }

    @Override
    public String toString() {
        return "PlaceholderVault[" + originals.size() + " placeholders]";
    }
}
