package dev.weir.policy.yaml;

import dev.weir.policy.Facts;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.condition.EntityNames;
import dev.weir.policy.detection.Entity;
import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.Inspection;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads the facts of a test case. What a case leaves out has a fixed, harmless value. */
final class TestFactsParser {
    static final List<String> KEYS = List.of(
            "findings",
            "detector_degraded",
            "team",
            "key",
            "labels",
            "endpoint",
            "model",
            "stream",
            "tools",
            "structured_output",
            "turns",
            "difficulty",
            "injection",
            "language",
            "tokens",
            "spend",
            "targets",
            "time",
            "client");
    static final List<String> CLIENT_KEYS = List.of("local_only", "sensitivity");

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final int MOST_TURNS = 10_000;
    private static final int MOST_FINDINGS = 10_000;

    private final ProblemLog log;
    private final ValueReader values;
    private final EntityNames entities;
    private final TestCloudParser cloud;

    TestFactsParser(ProblemLog log, EntityNames entities) {
        this.log = log;
        this.values = new ValueReader(log);
        this.entities = entities;
        this.cloud = new TestCloudParser(log);
    }

    Facts parse(Optional<Node> node) {
        Optional<MappingReader> reader = node.flatMap(it -> MappingReader.open(it, "facts", KEYS, log));
        return new Facts(
                new Facts.Caller(
                        text(reader, "key", "test"),
                        text(reader, "team", "default"),
                        find(reader, "labels").map(this::labels).orElse(Map.of())),
                request(reader),
                inspection(reader),
                find(reader, "difficulty")
                        .flatMap(it -> values.number(it, "difficulty", 0, 1))
                        .map(BigDecimal::doubleValue)
                        .orElse(0.0),
                find(reader, "injection")
                        .flatMap(it -> values.number(it, "injection", 0, 1))
                        .map(BigDecimal::doubleValue)
                        .orElse(0.0),
                text(reader, "language", "en"),
                find(reader, "tokens").flatMap(it -> values.count(it, "tokens")).orElse(0),
                find(reader, "spend").flatMap(cloud::spend),
                find(reader, "targets").map(cloud::targets).orElse(List.of()),
                find(reader, "client").map(this::client).orElse(Facts.Tightening.NONE),
                find(reader, "time").flatMap(this::time).orElse(NOON));
    }

    private Map<String, String> labels(Node node) {
        Map<String, String> labels = new LinkedHashMap<>();
        values.pairs(node, "labels")
                .forEach((key, value) ->
                        values.text(value, "label").ifPresent(label -> labels.put(key.getValue(), label)));
        return labels;
    }

    private Facts.Request request(Optional<MappingReader> reader) {
        int turns = Math.min(
                MOST_TURNS,
                find(reader, "turns").flatMap(it -> values.count(it, "turns")).orElse(1));
        return new Facts.Request(
                text(reader, "endpoint", "/v1/chat/completions"),
                text(reader, "model", "auto"),
                truth(reader, "stream"),
                truth(reader, "tools"),
                truth(reader, "structured_output"),
                turns,
                Collections.nCopies(turns, "user"));
    }

    private Inspection inspection(Optional<MappingReader> reader) {
        List<Finding> findings = find(reader, "findings").map(this::findings).orElse(List.of());
        return truth(reader, "detector_degraded")
                ? new Inspection.Incomplete(findings, "the test says so")
                : new Inspection.Complete(findings);
    }

    /** A list of names, or a number for each name. */
    private List<Finding> findings(Node node) {
        List<Finding> findings = new ArrayList<>();
        if (node instanceof MappingNode) {
            values.pairs(node, "findings").forEach((name, number) -> {
                int count = values.count(number, "the number of findings").orElse(0);
                findings.addAll(findings(name, Math.min(MOST_FINDINGS, count)));
            });
        } else {
            values.items(node, "findings").forEach(name -> findings.addAll(findings(name, 1)));
        }
        return findings;
    }

    private List<Finding> findings(Node item, int count) {
        Optional<String> name = values.text(item, "finding");
        Optional<Entity> entity = name.flatMap(it -> entities.entity(it).or(() -> ofCategory(it)));
        if (name.isPresent() && entity.isEmpty()) {
            values.unknown(ProblemCode.UNKNOWN_ENTITY, item, "entity or category", name.get(), entities.all());
        }
        return entity.map(it -> Collections.nCopies(count, finding(it))).orElse(List.of());
    }

    /** A category stands for some entity of it. */
    private static Optional<Entity> ofCategory(String name) {
        return EntityNames.category(name).map(category -> new Entity(category.name(), category));
    }

    private static Finding finding(Entity entity) {
        return new Finding(entity, new Finding.Place("/messages/0/content", false), 0, 1, 1.0, "test", "given");
    }

    private Facts.Tightening client(Node node) {
        Optional<MappingReader> reader = MappingReader.open(node, "client", CLIENT_KEYS, log);
        Sensitivity atLeast = find(reader, "sensitivity")
                .flatMap(it -> values.word(it, "level", ProblemCode.UNKNOWN_LEVEL, Words.of(Sensitivity.class)))
                .orElse(Sensitivity.PUBLIC);
        return new Facts.Tightening(truth(reader, "local_only"), atLeast);
    }

    private Optional<Instant> time(Node node) {
        try {
            return Optional.of(Instant.parse(node instanceof ScalarNode scalar ? scalar.getValue() : ""));
        } catch (DateTimeParseException e) {
            log.add(ProblemCode.INVALID_VALUE, node, "time must be an instant", "write it like 2026-01-01T12:00:00Z");
            return Optional.empty();
        }
    }

    private String text(Optional<MappingReader> reader, String key, String otherwise) {
        return find(reader, key).flatMap(it -> values.text(it, key)).orElse(otherwise);
    }

    private boolean truth(Optional<MappingReader> reader, String key) {
        return find(reader, key).flatMap(it -> values.truth(it, key)).orElse(false);
    }

    private static Optional<Node> find(Optional<MappingReader> reader, String key) {
        return reader.flatMap(it -> it.find(key));
    }
}
