package dev.weir.policy.explain;

import dev.weir.policy.Effect;
import dev.weir.policy.Preference;
import java.math.BigDecimal;
import java.util.Map;

/**
 * A change of one number that would have changed the verdict, every other fact the same. No smaller change of that number
 * in that direction was found to do so; at {@code to} the policy was evaluated.
 *
 * @param fact what would change: {@code difficulty}, {@code injection}, {@code tokens}, {@code request.turns}, {@code findings.EMAIL} or
 *     {@code findings.PERSONAL} for a category, {@code spend.team.day} in USD, {@code time} in minutes since midnight UTC
 * @param from its value
 * @param to the nearest value with another verdict
 * @param boundary where the verdict changes: {@code to} itself, or the value next to it that still gives the old verdict
 * @param bound what the boundary is to the values beyond it
 * @param distance how far it is in relation to the fact's size, 0 to 1; serves to compare facts
 * @param effect the verdict's effect at {@code to}
 * @param targetEffects the effect at {@code to} for each cloud model
 * @param preference the verdict's preference at {@code to}
 * @param sentence all of it in a sentence
 */
public record Counterfactual(
        String fact,
        BigDecimal from,
        BigDecimal to,
        Direction direction,
        BigDecimal boundary,
        Bound bound,
        double distance,
        Effect effect,
        Map<String, Effect> targetEffects,
        Preference preference,
        String sentence) {
    public Counterfactual {
        targetEffects = Map.copyOf(targetEffects);
    }

    /** Which way the number would move. */
    public enum Direction {
        UP,
        DOWN
    }

    /** Whether the boundary itself belongs to the other verdict. */
    public enum Bound {
        /** It does, and so does what follows it. */
        INCLUSIVE,
        /** It doesn't; what follows it does. */
        EXCLUSIVE,
        /** It alone does: the value after it gives yet another verdict, or the old one. */
        EXACT
    }
}
