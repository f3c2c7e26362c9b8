package dev.weir.policy.outbound;

import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.pseudonym.IssuedSurrogates;
import dev.weir.policy.pseudonym.PlaceholderVault;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What may still be found in a body that is about to leave.
 *
 * @param entities those that policy saw when it let the body leave as it is
 * @param issued what stands in the body for what was replaced
 */
public record Expected(Set<String> entities, IssuedSurrogates issued) {

    /** Nothing at all. */
    public static final Expected NOTHING = new Expected(Set.of(), IssuedSurrogates.NONE);

    public Expected {
        entities = Set.copyOf(entities);
    }

    /** What policy knew of when it decided. */
    public static Expected asSeen(Inspection inspection) {
        return new Expected(
                inspection.findings().stream()
                        .map(Finding::entity)
                        .map(entity -> entity.name())
                        .collect(Collectors.toSet()),
                IssuedSurrogates.NONE);
    }

    /** The surrogates that were put in. */
    public static Expected surrogatesOf(PlaceholderVault vault) {
        return new Expected(Set.of(), new IssuedSurrogates(vault));
    }
}
