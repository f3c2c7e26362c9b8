package dev.weir.policy.replay;

import dev.weir.policy.Facts;
import dev.weir.policy.detection.EntityCatalogue;
import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.RecogniserRegistry;
import dev.weir.policy.rules.DetectionSettings;
import java.util.List;

/**
 * What of the recorded findings a policy's detector would have found: one that uses fewer packs or higher thresholds is
 * blind to some. What it would have found beside them was never recorded and can't be known. Thread-safe.
 */
final class DetectionLens {
    private final DetectionSettings settings;
    private final EntityCatalogue seen;
    private final EntityCatalogue everything = EntityCatalogue.standard();

    DetectionLens(DetectionSettings settings) {
        this.settings = settings;
        this.seen = RecogniserRegistry.ofPacks(settings.packs().stream()
                        .filter(RecogniserRegistry.packs()::contains)
                        .toList())
                .catalogue();
    }

    /** The facts as this detector would have seen them. */
    Facts seen(Facts facts) {
        List<Finding> findings = facts.inspection().findings();
        List<Finding> left = findings.stream().filter(this::sees).toList();
        if (left.size() == findings.size()) {
            return facts;
        }
        return facts.withInspection(facts.inspection().withFindings(left));
    }

    /** An entity that no pack of ours finds comes from elsewhere, and is not ours to leave out. */
    boolean sees(Finding finding) {
        String entity = finding.entity().name();
        boolean found = seen.find(entity).isPresent()
                || settings.ownEntities().contains(entity)
                || everything.find(entity).isEmpty();
        return found && finding.score() >= settings.thresholds().getOrDefault(entity, 0.0);
    }
}
