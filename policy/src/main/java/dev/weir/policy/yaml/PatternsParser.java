package dev.weir.policy.yaml;

import dev.weir.policy.condition.EntityNames;
import dev.weir.policy.condition.PatternSize;
import dev.weir.policy.detection.Entity;
import dev.weir.policy.detection.Entity.Category;
import dev.weir.policy.detection.PatternRecogniser;
import dev.weir.policy.rules.DetectionSettings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the list {@code detection.patterns}. */
final class PatternsParser {
    static final List<String> KEYS = List.of("name", "entity", "category", "pattern", "score", "context");

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern ENTITY = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,62}");
    private static final int MOST = 100;
    private static final int LONGEST = 1000;
    private static final long LARGEST = 5_000;
    private static final double USUAL_SCORE = 0.8;

    private final ProblemLog log;
    private final ValueReader values;
    private final Map<String, Entity> entities;
    private final Set<String> names = new HashSet<>();

    /** @param entities those known so far by their canonical name; gets those that patterns bring along */
    PatternsParser(ProblemLog log, Map<String, Entity> entities) {
        this.log = log;
        this.values = new ValueReader(log);
        this.entities = entities;
    }

    List<DetectionSettings.Pattern> parse(Node list) {
        List<DetectionSettings.Pattern> patterns = new ArrayList<>();
        for (Node item : values.itemsUpTo(MOST, list, "patterns")) {
            MappingReader.open(item, "pattern", KEYS, log)
                    .flatMap(this::pattern)
                    .ifPresent(patterns::add);
        }
        return patterns;
    }

    private Optional<DetectionSettings.Pattern> pattern(MappingReader reader) {
        Optional<String> name = reader.require("name").flatMap(this::name);
        Optional<Entity> entity = reader.require("entity").flatMap(node -> entity(node, reader.find("category")));
        Optional<Node> expression = reader.require("pattern");
        double score = reader.find("score")
                .flatMap(node -> values.number(node, "score", 0, 1))
                .map(BigDecimal::doubleValue)
                .orElse(USUAL_SCORE);
        if (score <= 0) {
            log.add(ProblemCode.INVALID_VALUE, reader.node(), "a score of 0 finds nothing", "write 0.8 for instance");
            return Optional.empty();
        }
        List<String> context = reader.find("context")
                .map(node -> values.texts(node, "context"))
                .orElse(List.of());
        if (name.isEmpty() || entity.isEmpty() || expression.isEmpty()) {
            return Optional.empty();
        }
        return expression(expression.get(), name.get(), entity.get(), score, context)
                .map(text -> new DetectionSettings.Pattern(name.get(), entity.get(), text, score, context));
    }

    private Optional<String> name(Node node) {
        Optional<String> name = values.text(node, "name", NAME, "use lower-case letters, digits and hyphens");
        if (name.isPresent() && !names.add(name.get())) {
            String message = "two patterns are called `" + name.get() + "`";
            log.add(ProblemCode.DUPLICATE_NAME, node, message, "give each its own name");
        }
        return name;
    }

    /** An entity that is known already, or a new one, confidential unless another category is named. */
    private Optional<Entity> entity(Node node, Optional<Node> categoryNode) {
        Optional<String> written = values.text(node, "entity", ENTITY, "use letters, digits and underscores");
        Optional<Category> category = categoryNode.flatMap(
                it -> values.word(it, "category", ProblemCode.UNKNOWN_WORD, Words.of(Category.class)));
        if (written.isEmpty()) {
            return Optional.empty();
        }
        String name = EntityNames.canonical(written.get());
        if (EntityNames.category(name).isPresent()) {
            String message = "`" + written.get() + "` is the name of a category";
            log.add(ProblemCode.DUPLICATE_NAME, node, message, "choose another name");
            return Optional.empty();
        }
        Entity known = entities.get(name);
        if (known != null && category.isPresent() && category.get() != known.category()) {
            String message = "the entity `" + written.get() + "` exists already, in another category";
            log.add(ProblemCode.DUPLICATE_NAME, node, message, "leave the category out, or choose another name");
            return Optional.empty();
        }
        return Optional.of(entities.computeIfAbsent(
                name, canonical -> new Entity(canonical, category.orElse(Category.CONFIDENTIAL))));
    }

    private Optional<String> expression(Node node, String name, Entity entity, double score, List<String> context) {
        Optional<String> text = values.text(node, "pattern");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> wrong = wrong(text.get(), name, entity, score, context);
        wrong.ifPresent(
                message -> log.add(ProblemCode.INVALID_VALUE, node, "the pattern can't be used: " + message, HELP));
        return wrong.isPresent() ? Optional.empty() : text;
    }

    private static final String HELP = "patterns are written in RE2's syntax; see docs/policies.md";

    private static Optional<String> wrong(String text, String name, Entity entity, double score, List<String> context) {
        if (text.length() > LONGEST || PatternSize.of(text) > LARGEST) {
            return Optional.of("it is too large");
        }
        if (hasAnchor(text)) {
            return Optional.of("texts are read in stretches, which have no beginning and no end; use \\b");
        }
        try {
            PatternRecogniser.of(name, entity, text, score, context);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static boolean hasAnchor(String text) {
        boolean inClass = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
                if (!inClass && i < text.length() && "Az".indexOf(text.charAt(i)) >= 0) {
                    return true;
                }
            } else if (inClass) {
                inClass = c != ']';
            } else if (c == '[') {
                inClass = true;
            } else if (c == '^' || c == '$') {
                return true;
            }
        }
        return false;
    }
}
