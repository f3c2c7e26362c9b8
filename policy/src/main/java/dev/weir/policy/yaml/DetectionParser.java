package dev.weir.policy.yaml;

import dev.weir.policy.condition.EntityNames;
import dev.weir.policy.detection.DictionaryRecogniser;
import dev.weir.policy.detection.Entity;
import dev.weir.policy.detection.RecogniserRegistry;
import dev.weir.policy.rules.DetectionSettings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads the section {@code detection}. */
final class DetectionParser {
    static final List<String> KEYS = List.of("packs", "thresholds", "dictionaries", "patterns", "allow");
    static final List<String> DICTIONARY_KEYS = List.of("entity", "file", "terms");
    private static final Pattern ENTITY = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,62}");
    private static final Pattern FILE = Pattern.compile("(?!/)(?!.*(^|/)\\.\\.(/|$))[^\\\\\\p{Cntrl}]{1,255}");

    private final ProblemLog log;
    private final ValueReader values;
    private final Map<String, Set<Entity>> entitiesByPack;
    private final List<String> knownPacks;
    private final List<String> usualPacks;
    private final Map<String, Entity> entities = new LinkedHashMap<>();

    DetectionParser(ProblemLog log, Map<String, Set<Entity>> entitiesByPack) {
        this.log = log;
        this.values = new ValueReader(log);
        this.entitiesByPack = entitiesByPack;
        this.knownPacks = entitiesByPack.keySet().stream().sorted().toList();
        this.usualPacks = knownPacks.stream()
                .filter(pack -> !RecogniserRegistry.optionalPacks().contains(pack))
                .toList();
    }

    /** Every entity that the policy may name: those of its packs and those of its own dictionaries. */
    EntityNames entityNames() {
        return EntityNames.of(entities.values());
    }

    /** The section's settings; a policy without it uses every pack that isn't optional. */
    DetectionSettings parse(Optional<Node> section) {
        Optional<MappingReader> reader = section.flatMap(node -> MappingReader.open(node, "detection", KEYS, log));
        List<String> packs =
                reader.flatMap(it -> it.find("packs")).map(this::packs).orElse(usualPacks);
        packs.forEach(pack -> entitiesByPack
                .getOrDefault(pack, Set.of())
                .forEach(entity -> entities.put(EntityNames.canonical(entity.name()), entity)));
        List<DetectionSettings.Dictionary> dictionaries = reader.flatMap(it -> it.find("dictionaries"))
                .map(this::dictionaries)
                .orElse(List.of());
        List<DetectionSettings.Pattern> patterns = reader.flatMap(it -> it.find("patterns"))
                .map(new PatternsParser(log, entities)::parse)
                .orElse(List.of());
        List<String> allow = reader.flatMap(it -> it.find("allow"))
                .map(node -> values.texts(node, "allow"))
                .orElse(List.of());
        Map<String, Double> thresholds = reader.flatMap(it -> it.find("thresholds"))
                .map(this::thresholds)
                .orElse(Map.of());
        return new DetectionSettings(packs, thresholds, dictionaries, patterns, allow);
    }

    /** The packs that are named; all of them where something is wrong with the list, to spare problems that follow. */
    private List<String> packs(Node node) {
        List<Node> items = values.items(node, "packs");
        if (node instanceof SequenceNode && items.isEmpty()) {
            log.add(
                    ProblemCode.INVALID_VALUE,
                    node,
                    "an empty list of packs would find nothing",
                    "name packs, or leave the key out to use the usual ones");
        }
        List<String> packs = new ArrayList<>();
        for (Node item : items) {
            values.text(item, "pack").ifPresent(pack -> {
                if (!knownPacks.contains(pack)) {
                    values.unknown(ProblemCode.UNKNOWN_PACK, item, "pack", pack, knownPacks);
                } else if (packs.contains(pack)) {
                    log.add(ProblemCode.DUPLICATE_NAME, item, "the pack `" + pack + "` is there twice", "keep one");
                } else {
                    packs.add(pack);
                }
            });
        }
        if (packs.size() < items.size() || packs.isEmpty()) {
            return knownPacks;
        }
        warnOfBlindness(node, packs);
        return packs;
    }

    /** Leaving a pack out can blind the policy to a whole category, secrets for instance. */
    private void warnOfBlindness(Node node, List<String> packs) {
        Set<Entity.Category> seen = categories(packs);
        for (Entity.Category category : categories(knownPacks)) {
            if (!seen.contains(category)) {
                List<String> missing = knownPacks.stream()
                        .filter(pack -> categories(List.of(pack)).contains(category))
                        .toList();
                String name = category.name().toLowerCase(Locale.ROOT);
                log.add(
                        ProblemCode.BLIND,
                        node,
                        "no pack here finds anything of the category `" + name + "`",
                        "conditions on it never hold; add one of: " + String.join(", ", missing));
            }
        }
    }

    private Set<Entity.Category> categories(List<String> packs) {
        return packs.stream()
                .flatMap(pack -> entitiesByPack.getOrDefault(pack, Set.of()).stream())
                .map(Entity::category)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Entity.Category.class)));
    }

    private List<DetectionSettings.Dictionary> dictionaries(Node node) {
        List<DetectionSettings.Dictionary> dictionaries = new ArrayList<>();
        for (Node item : values.items(node, "dictionaries")) {
            MappingReader.open(item, "dictionary", DICTIONARY_KEYS, log)
                    .flatMap(this::dictionary)
                    .ifPresent(dictionaries::add);
        }
        return dictionaries;
    }

    private Optional<DetectionSettings.Dictionary> dictionary(MappingReader reader) {
        Optional<Node> nameNode = reader.require("entity");
        Optional<String> name =
                nameNode.flatMap(node -> values.text(node, "entity", ENTITY, "use letters, digits and underscores"));
        if (reader.find("terms").isPresent() && reader.find("file").isPresent()) {
            log.add(
                    ProblemCode.INVALID_VALUE,
                    reader.node(),
                    "a dictionary has a file or terms, not both",
                    "make two dictionaries of it");
        }
        boolean inline = reader.find("terms").isPresent() && reader.find("file").isEmpty();
        Optional<String> file = inline
                ? Optional.of("")
                : reader.require("file")
                        .flatMap(
                                node -> values.text(node, "file", FILE, "name a file beside or below the policy file"));
        List<String> terms = reader.find("terms").map(this::terms).orElse(List.of());
        if (name.isEmpty() || nameNode.isEmpty()) {
            return Optional.empty();
        }
        String canonical = EntityNames.canonical(name.get());
        if (entities.containsKey(canonical) || EntityNames.category(canonical).isPresent()) {
            String message = "the entity `" + name.get() + "` exists already";
            log.add(ProblemCode.DUPLICATE_NAME, nameNode.get(), message, "choose another name");
            return Optional.empty();
        }
        entities.put(canonical, new Entity(canonical, Entity.Category.CONFIDENTIAL));
        return file.map(path -> new DetectionSettings.Dictionary(canonical, path, inline ? terms : List.of()));
    }

    private List<String> terms(Node node) {
        List<String> terms = values.texts(node, "terms");
        if (terms.isEmpty()) {
            log.add(ProblemCode.INVALID_VALUE, node, "a dictionary without terms finds nothing", "write some");
        }
        terms.stream()
                .filter(term -> term.length() > DictionaryRecogniser.LONGEST_TERM)
                .forEach(term -> log.add(
                        ProblemCode.INVALID_VALUE,
                        node,
                        "a term has more than " + DictionaryRecogniser.LONGEST_TERM + " characters",
                        "write a shorter part of it"));
        return terms;
    }

    private Map<String, Double> thresholds(Node node) {
        Map<String, Double> thresholds = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            log.add(ProblemCode.WRONG_TYPE, node, "thresholds must be a mapping", "write `entity: score` pairs");
            return thresholds;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            Optional<String> name = threshold(tuple.getKeyNode());
            Optional<BigDecimal> score = values.number(tuple.getValueNode(), "threshold", 0, 1);
            if (name.isPresent()
                    && score.isPresent()
                    && thresholds.putIfAbsent(name.get(), score.get().doubleValue()) != null) {
                String message = "the threshold of `" + name.get() + "` is there twice";
                log.add(ProblemCode.DUPLICATE_KEY, tuple.getKeyNode(), message, "keep one of them");
            }
        }
        return thresholds;
    }

    private Optional<String> threshold(Node key) {
        String name = key instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!entities.containsKey(EntityNames.canonical(name))) {
            values.unknown(
                    ProblemCode.UNKNOWN_ENTITY,
                    key,
                    "entity",
                    name,
                    entityNames().entityNames());
            return Optional.empty();
        }
        return Optional.of(EntityNames.canonical(name));
    }
}
