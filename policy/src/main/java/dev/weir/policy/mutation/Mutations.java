package dev.weir.policy.mutation;

import dev.weir.policy.Capture;
import dev.weir.policy.Effect;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.mutation.Mutation.Kind;
import dev.weir.policy.rules.AnswerAction;
import dev.weir.policy.rules.RuleEffect;
import dev.weir.policy.yaml.EditablePolicy;
import java.util.ArrayList;
import java.util.List;

/** The mutations of one value of a policy file. */
final class Mutations {
    private static final List<String> EFFECTS =
            List.of(Effect.values()).stream().map(RuleEffect::written).toList();
    private static final List<String> LEVELS =
            List.of(Sensitivity.values()).stream().map(Sensitivity::written).toList();
    private static final List<String> ACTIONS =
            List.of(AnswerAction.values()).stream().map(AnswerAction::written).toList();
    private static final String PREFERS = "prefer_";

    private Mutations() {}

    static List<Mutation> of(EditablePolicy.Place place) {
        return switch (place.part()) {
            case CONDITION -> ConditionMutations.of(place.value());
            case EFFECT, DEFAULT -> ofEffect(place.value());
            case LEVEL -> ofLevel(place.value());
            case ANSWER -> ofAnswer(place.value());
            case CAPTURE -> ofCapture(place.value());
        };
    }

    private static List<Mutation> ofEffect(String value) {
        if (value.startsWith(PREFERS)) {
            String other = value.equals("prefer_local") ? "prefer_cloud" : "prefer_local";
            return List.of(new Mutation(Kind.OTHER_PREFERENCE, other, "a case that expects `prefer`"));
        }
        List<Mutation> mutations = new ArrayList<>();
        int at = EFFECTS.indexOf(value);
        if (at > 0) {
            mutations.add(new Mutation(
                    Kind.LOOSER_EFFECT, EFFECTS.get(at - 1), "a case that expects this effect of it alone"));
        }
        if (at >= 0 && at < EFFECTS.size() - 1) {
            mutations.add(new Mutation(
                    Kind.STRICTER_EFFECT, EFFECTS.get(at + 1), "a case that expects this effect of it alone"));
        }
        return mutations;
    }

    private static List<Mutation> ofAnswer(String value) {
        List<Mutation> mutations = new ArrayList<>();
        int at = ACTIONS.indexOf(value);
        String hint = "a case with an `answer` that says what this line is about";
        if (at > 0) {
            mutations.add(new Mutation(Kind.LOOSER_EFFECT, ACTIONS.get(at - 1), hint));
        }
        if (at >= 0 && at < ACTIONS.size() - 1) {
            mutations.add(new Mutation(Kind.STRICTER_EFFECT, ACTIONS.get(at + 1), hint));
        }
        return mutations;
    }

    private static List<Mutation> ofCapture(String value) {
        return List.of(Capture.values()).stream()
                .map(Capture::written)
                .filter(other -> !other.equals(value))
                .map(other -> new Mutation(Kind.OTHER_CAPTURE, other, "a case that expects `capture`"))
                .toList();
    }

    /** The neighbouring levels, public apart, which every request has anyway. */
    private static List<Mutation> ofLevel(String value) {
        int at = LEVELS.indexOf(value);
        List<Mutation> mutations = new ArrayList<>();
        String hint = "a case that expects `sensitivity`";
        if (at > 1) {
            mutations.add(new Mutation(Kind.OTHER_LEVEL, LEVELS.get(at - 1), hint));
        }
        if (at > 0 && at < LEVELS.size() - 1) {
            mutations.add(new Mutation(Kind.OTHER_LEVEL, LEVELS.get(at + 1), hint));
        }
        return mutations;
    }
}
