package dev.weir.policy.yaml;

import dev.weir.policy.Effect;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.condition.Condition;
import dev.weir.policy.condition.ConditionScope;
import dev.weir.policy.rules.LevelRule;
import dev.weir.policy.rules.Rule;
import dev.weir.policy.rules.RuleEffect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the sections {@code sensitivity} and {@code rules}. */
final class RuleParser {
    static final List<String> LEVEL_KEYS = List.of("level", "when");
    static final List<String> RULE_KEYS = List.of("id", "description", "when", "effect", "capture");
    private static final int MOST_RULES = 1000;
    private static final int MOST_LEVELS = 100;
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    private final ProblemLog log;
    private final ValueReader values;
    private final ConditionParser conditions;
    private final Set<String> ids = new HashSet<>();
    private final List<PlacedRule> places = new ArrayList<>();

    RuleParser(ProblemLog log, ConditionParser conditions) {
        this.log = log;
        this.values = new ValueReader(log);
        this.conditions = conditions;
    }

    /** The rules that were read, with their places. */
    List<PlacedRule> places() {
        return List.copyOf(places);
    }

    /** Ids of all rules, wrong ones too. */
    Set<String> ids() {
        return Set.copyOf(ids);
    }

    List<LevelRule> levels(Node section) {
        List<LevelRule> levels = new ArrayList<>();
        for (Node item : values.itemsUpTo(MOST_LEVELS, section, "sensitivity")) {
            MappingReader.open(item, "sensitivity level", LEVEL_KEYS, log)
                    .flatMap(this::level)
                    .ifPresent(levels::add);
        }
        return levels;
    }

    List<Rule> rules(Node section) {
        List<Rule> rules = new ArrayList<>();
        for (Node item : values.itemsUpTo(MOST_RULES, section, "rules")) {
            MappingReader.open(item, "rule", RULE_KEYS, log).flatMap(this::rule).ifPresent(rules::add);
        }
        return rules;
    }

    private Optional<LevelRule> level(MappingReader reader) {
        Optional<Node> levelNode = reader.require("level");
        Optional<Sensitivity> level = levelNode.flatMap(
                node -> values.word(node, "level", ProblemCode.UNKNOWN_LEVEL, Words.of(Sensitivity.class)));
        Optional<Condition> when = reader.require("when").flatMap(node -> conditions.parse(node, ConditionScope.LEVEL));
        level.filter(Sensitivity.PUBLIC::equals)
                .ifPresent(_ -> log.add(
                        ProblemCode.CHANGES_NOTHING,
                        levelNode.orElse(reader.node()),
                        "every request is at least `public`",
                        "remove this level"));
        return level.flatMap(it -> when.map(condition -> new LevelRule(it, reader.line(), condition)));
    }

    private Optional<Rule> rule(MappingReader reader) {
        Optional<String> id = reader.require("id").flatMap(this::id);
        String description = reader.find("description")
                .flatMap(node -> values.text(node, "description"))
                .orElse("");
        Optional<Condition> when = reader.require("when").flatMap(node -> conditions.parse(node, ConditionScope.RULE));
        Optional<Node> effectNode = reader.find("capture").or(() -> reader.require("effect"));
        Optional<RuleEffect> effect =
                reader.find("capture").isPresent() ? keep(reader) : effectNode.flatMap(new EffectParser(log)::parse);
        if (id.isEmpty() || when.isEmpty() || effect.isEmpty()) {
            return Optional.empty();
        }
        Node place = effectNode.orElse(reader.node());
        if (when.get().readsTarget() && !fitsTarget(effect.get())) {
            log.add(
                    ProblemCode.TARGET_EFFECT,
                    place,
                    "a rule on `target` can't have the effect `" + effect.get().written() + "`",
                    "it closes single targets: write `local_only` or `{cloud: pseudonymised}`, or leave the target out");
            return Optional.empty();
        }
        Rule rule = new Rule(id.get(), description, reader.line(), when.get(), effect.get());
        places.add(new PlacedRule(rule, place));
        return Optional.of(rule);
    }

    private Optional<RuleEffect> keep(MappingReader reader) {
        Optional<Node> effect = reader.find("effect");
        if (effect.isPresent()) {
            String message = "a rule has one effect, this one has `effect` and `capture`";
            log.add(ProblemCode.CONTRADICTORY_EFFECT, effect.get(), message, "write one rule for each");
            return Optional.empty();
        }
        return reader.find("capture").flatMap(values::capture).map(RuleEffect.Keep::new);
    }

    private Optional<String> id(Node node) {
        Optional<String> id = values.text(node, "id", ID, "use lower-case letters, digits and hyphens");
        if (id.isPresent() && !ids.add(id.get())) {
            String message = "two rules are called `" + id.get() + "`";
            log.add(ProblemCode.DUPLICATE_RULE, node, message, "give each rule its own id");
            return Optional.empty();
        }
        return id;
    }

    private static boolean fitsTarget(RuleEffect effect) {
        return switch (effect) {
            case RuleEffect.Tighten tighten ->
                tighten.effect() == Effect.LOCAL_ONLY || tighten.effect() == Effect.CLOUD_PSEUDONYMISED;
            case RuleEffect.Prefer _, RuleEffect.Keep _ -> false;
        };
    }
}
