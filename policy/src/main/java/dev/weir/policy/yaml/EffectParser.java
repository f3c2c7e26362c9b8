package dev.weir.policy.yaml;

import dev.weir.policy.Effect;
import dev.weir.policy.Preference;
import dev.weir.policy.rules.RuleEffect;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads effects: a word, or {@code {cloud: as_is}}. */
final class EffectParser {
    private static final String CLOUD = "cloud";
    private static final Map<String, Effect> WORDS = ordered("block", Effect.BLOCK, "local_only", Effect.LOCAL_ONLY);
    private static final Map<String, Effect> FORMS =
            ordered("pseudonymised", Effect.CLOUD_PSEUDONYMISED, "as_is", Effect.CLOUD_AS_IS);
    private static final Map<String, Preference> WISHES = Map.of(
            "prefer_local", Preference.LOCAL,
            "prefer_local_first", Preference.LOCAL_FIRST,
            "prefer_cloud", Preference.CLOUD);
    private static final List<String> ALL = List.of(
            "block",
            "local_only",
            "cloud: pseudonymised",
            "cloud: as_is",
            "prefer_local",
            "prefer_local_first",
            "prefer_cloud");

    private final ProblemLog log;
    private final ValueReader values;

    EffectParser(ProblemLog log) {
        this.log = log;
        this.values = new ValueReader(log);
    }

    /** Any effect. */
    Optional<RuleEffect> parse(Node node) {
        return switch (node) {
            case MappingNode mapping -> cloud(mapping).map(RuleEffect.Tighten::new);
            case SequenceNode list -> {
                String message = "a rule has one effect, not a list";
                log.add(ProblemCode.CONTRADICTORY_EFFECT, list, message, "write one rule for each effect");
                yield Optional.empty();
            }
            default -> word(node);
        };
    }

    /** An effect that isn't a wish. */
    Optional<Effect> parseLimit(Node node, String what) {
        return parse(node).flatMap(effect -> switch (effect) {
            case RuleEffect.Tighten tighten -> Optional.of(tighten.effect());
            case RuleEffect.Prefer prefer -> {
                String message = what + " can't be `" + prefer.written() + "`, which is only a wish";
                log.add(
                        ProblemCode.UNKNOWN_EFFECT,
                        node,
                        message,
                        "write one of: " + String.join(", ", ALL.subList(0, 4)));
                yield Optional.empty();
            }
            case RuleEffect.Keep _ -> Optional.empty();
        });
    }

    private Optional<RuleEffect> word(Node node) {
        if (node.getTag().equals(Tag.NULL)) {
            log.add(ProblemCode.UNKNOWN_EFFECT, node, "the effect is empty", "write one of: " + String.join(", ", ALL));
            return Optional.empty();
        }
        Optional<String> word = values.text(node, "effect");
        if (word.isEmpty()) {
            return Optional.empty();
        }
        Effect effect = WORDS.get(word.get());
        if (effect != null) {
            return Optional.of(new RuleEffect.Tighten(effect));
        }
        Preference wish = WISHES.get(word.get());
        if (wish != null) {
            return Optional.of(new RuleEffect.Prefer(wish));
        }
        values.unknown(ProblemCode.UNKNOWN_EFFECT, node, "effect", word.get(), ALL);
        return Optional.empty();
    }

    private Optional<Effect> cloud(MappingNode mapping) {
        List<String> keys = mapping.getValue().stream()
                .map(tuple -> tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?")
                .distinct()
                .toList();
        if (keys.size() > 1) {
            String message = "a rule has one effect, this one names `" + String.join("` and `", keys) + "`";
            log.add(ProblemCode.CONTRADICTORY_EFFECT, mapping, message, "write one rule for each effect");
            return Optional.empty();
        }
        return MappingReader.open(mapping, "effect", List.of(CLOUD), log)
                .flatMap(reader -> reader.require(CLOUD))
                .flatMap(form -> values.word(form, "form of `cloud`", ProblemCode.UNKNOWN_EFFECT, FORMS));
    }

    private static <T> Map<String, T> ordered(String first, T firstValue, String second, T secondValue) {
        Map<String, T> map = new LinkedHashMap<>();
        map.put(first, firstValue);
        map.put(second, secondValue);
        return Collections.unmodifiableMap(map);
    }
}
