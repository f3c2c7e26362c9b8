package dev.weir.policy.rules;

import dev.weir.policy.detection.Entity;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a policy does with what a cloud model's answer says of its own. The most special name counts: an entity's before
 * its category's, and that before the default. Immutable.
 *
 * @param byDefault for what no name covers
 * @param byName by the name of an entity or category, upper case
 */
public record AnswerSettings(AnswerAction byDefault, Map<String, AnswerAction> byName) {

    /** Everything is passed on and counted: what holds where a policy says nothing. */
    public static final AnswerSettings NOTE_ALL = new AnswerSettings(AnswerAction.NOTE, Map.of());

    public AnswerSettings {
        byName = Map.copyOf(byName);
    }

    /** What is done with a finding of this entity. */
    public AnswerAction action(Entity entity) {
        return Optional.ofNullable(byName.get(entity.name()))
                .or(() -> Optional.ofNullable(byName.get(entity.category().name())))
                .orElse(byDefault);
    }

    /** What is done with a finding that may be several entities: the strictest of what is done with each. */
    public AnswerAction action(Entity entity, List<Entity> alternatives) {
        return alternatives.stream().map(this::action).reduce(action(entity), AnswerAction::strictest);
    }

    /** The strictest that is done with anything. */
    public AnswerAction strictest() {
        return Stream.concat(Stream.of(byDefault), byName.values().stream())
                .max(Comparator.naturalOrder())
                .orElse(byDefault);
    }
}
