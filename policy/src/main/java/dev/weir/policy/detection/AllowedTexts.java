package dev.weir.policy.detection;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Texts that are never a finding: a published address, an example number. Case and blanks around don't matter. */
final class AllowedTexts {

    /** None. */
    static final AllowedTexts NONE = new AllowedTexts(Set.of());

    private final Set<String> texts;

    private AllowedTexts(Set<String> texts) {
        this.texts = texts;
    }

    static AllowedTexts of(Collection<String> texts) {
        return new AllowedTexts(texts.stream().map(AllowedTexts::folded).collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether exactly this is allowed; what is around it isn't. */
    boolean allow(String text, Match match) {
        return !texts.isEmpty() && texts.contains(folded(text.substring(match.start(), match.end())));
    }

    private static String folded(String text) {
        return ShadowText.of(text).strip().toLowerCase(Locale.ROOT);
    }
}
