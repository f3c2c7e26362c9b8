package dev.weir.policy.pseudonym;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What each surrogate issued for a request stands for. Its text form shows counts alone, never a value. */
public final class PlaceholderVault {

    /** Nothing was replaced. */
    public static final PlaceholderVault EMPTY = new PlaceholderVault(List.of());

    private final List<VaultEntry> entries;

    public PlaceholderVault(Collection<VaultEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** A vault of placeholders: {@code [EMAIL_7F3K9Q]} and what it stands for. */
    static PlaceholderVault ofPlaceholders(Map<String, String> originals) {
        return new PlaceholderVault(originals.entrySet().stream()
                .map(entry -> new VaultEntry(
                        "ANY", SurrogateKind.PLACEHOLDER, entry.getKey(), entry.getValue(), /* wasNumber= */ false))
                .toList());
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Every surrogate, in the order in which they were issued. */
    public List<VaultEntry> entries() {
        return entries;
    }

    @Override
    public String toString() {
        return "PlaceholderVault[" + entries.size() + " surrogates]";
    }
}
