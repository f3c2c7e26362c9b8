package dev.weir.policy.yaml;

import dev.weir.policy.condition.EntityNames;
import dev.weir.policy.detection.Entity;
import dev.weir.policy.rules.AnswerAction;
import dev.weir.policy.rules.AnswerSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads the section {@code answers}: names of entities or categories, and what is done with each. */
final class AnswersParser {
    static final String DEFAULT = "default";

    private final ProblemLog log;
    private final ValueReader values;
    private final EntityNames entities;

    AnswersParser(ProblemLog log, EntityNames entities) {
        this.log = log;
        this.values = new ValueReader(log);
        this.entities = entities;
    }

    AnswerSettings parse(Node section) {
        AnswerAction byDefault = AnswerAction.NOTE;
        Map<String, AnswerAction> byName = new LinkedHashMap<>();
        Map<String, ScalarNode> places = new LinkedHashMap<>();
        for (Map.Entry<ScalarNode, Node> entry :
                values.pairs(section, "answers").entrySet()) {
            ScalarNode key = entry.getKey();
            Optional<AnswerAction> action = action(entry.getValue());
            if (key.getValue().equals(DEFAULT)) {
                byDefault = action.orElse(byDefault);
            } else if (!entities.knows(key.getValue())) {
                values.unknown(ProblemCode.UNKNOWN_ENTITY, key, "entity or category", key.getValue(), known());
            } else if (action.isPresent()) {
                String name = EntityNames.canonical(key.getValue());
                if (byName.putIfAbsent(name, action.get()) != null) {
                    String message = "what is done with `" + key.getValue() + "` is there twice";
                    log.add(ProblemCode.DUPLICATE_KEY, key, message, "keep one of them");
                }
                places.put(name, key);
            }
        }
        AnswerSettings settings = new AnswerSettings(byDefault, byName);
        places.forEach((name, key) -> warnIfIdle(settings, name, key));
        return settings;
    }

    private Optional<AnswerAction> action(Node node) {
        return values.word(node, "action", ProblemCode.UNKNOWN_WORD, Words.of(AnswerAction.class));
    }

    private List<String> known() {
        List<String> known = new ArrayList<>(entities.all());
        known.add(DEFAULT);
        return known;
    }

    /** A name that says what would hold without it is idle, and perhaps not what its author meant. */
    private void warnIfIdle(AnswerSettings settings, String name, ScalarNode key) {
        Map<String, AnswerAction> others = new LinkedHashMap<>(settings.byName());
        AnswerAction own = others.remove(name);
        AnswerSettings without = new AnswerSettings(settings.byDefault(), others);
        AnswerAction otherwise = entities.entity(name)
                .map((Entity entity) -> without.action(entity))
                .orElse(settings.byDefault());
        if (otherwise == own) {
            String message = "`" + key.getValue() + ": " + otherwise.name().toLowerCase(Locale.ROOT)
                    + "` holds without this line";
            log.add(ProblemCode.CHANGES_NOTHING, key, message, "take it out, or name another action");
        }
    }
}
