package dev.weir.policy.rules;

import dev.weir.policy.Effect;
import dev.weir.policy.Facts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What applies to one request, collected: effects on the request as a whole and on single cloud targets.
 *
 * <p>INVARIANT: nothing here takes an effect away once it applies, and the effect of a target is never looser than that
 * of the request.
 */
final class Tightenings {
    private record Applied(String id, Optional<String> target, Effect effect) {}

    private final Effect byDefault;
    private final List<String> targets;
    private final List<Applied> applied = new ArrayList<>();

    Tightenings(Effect byDefault, List<Facts.Target> targets) {
        this.byDefault = byDefault;
        this.targets = targets.stream().map(Facts.Target::id).distinct().toList();
    }

    void add(String id, Effect effect) {
        applied.add(new Applied(id, Optional.empty(), effect));
    }

    void add(String id, Facts.Target target, Effect effect) {
        applied.add(new Applied(id, Optional.of(target.id()), effect));
    }

    /** The verdict: that of the target which is closed least, or the request's own where there is no target. */
    Effect effect() {
        return byTarget().values().stream().min(Effect::compareTo).orElse(ofRequest());
    }

    Map<String, Effect> byTarget() {
        Effect base = ofRequest();
        Map<String, Effect> effects = new LinkedHashMap<>();
        targets.forEach(target -> effects.put(target, base));
        applied.forEach(each -> each.target()
                .ifPresent(target -> effects.computeIfPresent(target, (_, effect) -> effect.strictest(each.effect()))));
        return effects;
    }

    /**
     * Ids of what set the verdict. Where single targets made it stricter than the request's own effect, each rule that
     * closed one of them did its part: without it that target would have been looser.
     */
    List<String> deciding() {
        Effect base = ofRequest();
        Effect effect = effect();
        Map<String, Effect> byTarget = byTarget();
        return applied.stream()
                .filter(each -> each.effect() == effect || effect != base)
                .filter(each -> each.target()
                        .map(target -> byTarget.get(target) == each.effect())
                        .orElse(each.effect() == effect))
                .map(Applied::id)
                .distinct()
                .toList();
    }

    private Effect ofRequest() {
        return applied.stream()
                .filter(each -> each.target().isEmpty())
                .map(Applied::effect)
                .reduce(byDefault, Effect::strictest);
    }
}
