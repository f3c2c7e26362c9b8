package dev.weir.policy.yaml;

import dev.weir.policy.Capture;
import dev.weir.policy.Effect;
import dev.weir.policy.Facts;
import dev.weir.policy.Preference;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.condition.EntityNames;
import dev.weir.policy.testing.PolicyTestCase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the section {@code tests}. */
final class TestParser {
    static final List<String> KEYS = List.of("name", "request", "answer", "facts", "expect");
    static final List<String> REQUEST_KEYS = List.of("system", "user");
    static final List<String> EXPECT_KEYS =
            List.of("effect", "prefer", "sensitivity", "rules", "targets", "answer", "capture");

    private static final int MOST = 1000;
    private static final String LEVEL = "sensitivity:";

    private final ProblemLog log;
    private final ValueReader values;
    private final TestFactsParser facts;
    private final Set<String> ruleIds;
    private final Set<String> names = new HashSet<>();

    TestParser(ProblemLog log, EntityNames entities, Set<String> ruleIds) {
        this.log = log;
        this.values = new ValueReader(log);
        this.facts = new TestFactsParser(log, entities);
        this.ruleIds = ruleIds;
    }

    List<PolicyTestCase> parse(Node section) {
        List<PolicyTestCase> cases = new ArrayList<>();
        for (Node item : values.itemsUpTo(MOST, section, "tests")) {
            MappingReader.open(item, "test", KEYS, log).flatMap(this::test).ifPresent(cases::add);
        }
        return cases;
    }

    private Optional<PolicyTestCase> test(MappingReader reader) {
        Optional<String> name = reader.require("name").flatMap(this::name);
        if (Stream.of("request", "answer", "facts")
                .allMatch(key -> reader.find(key).isEmpty())) {
            String message = "the test says neither `request` nor `facts`, nor an `answer`";
            log.add(ProblemCode.MISSING_KEY, reader.node(), message, "add one of them or several");
        }
        List<String> texts = reader.find("request").map(this::texts).orElse(List.of());
        Optional<String> answer = reader.find("answer").flatMap(node -> values.text(node, "answer"));
        Facts given = facts.parse(reader.find("facts"));
        List<String> targets = given.targets().stream().map(Facts.Target::id).toList();
        Optional<PolicyTestCase.Expectation> expect =
                reader.require("expect").flatMap(node -> expectation(node, targets));
        if (expect.flatMap(PolicyTestCase.Expectation::answer).isPresent() && answer.isEmpty()) {
            String message = "the test expects something of an answer and has none";
            log.add(ProblemCode.MISSING_KEY, reader.node(), message, "add the key `answer` with its text");
        }
        return name.flatMap(
                it -> expect.map(expected -> new PolicyTestCase(it, reader.line(), given, texts, answer, expected)));
    }

    private Optional<String> name(Node node) {
        Optional<String> name = values.text(node, "name");
        if (name.isPresent() && !names.add(name.get())) {
            String message = "two tests are called `" + name.get() + "`";
            log.add(ProblemCode.DUPLICATE_NAME, node, message, "give each test its own name");
        }
        return name;
    }

    private List<String> texts(Node node) {
        Optional<MappingReader> reader = MappingReader.open(node, "request", REQUEST_KEYS, log);
        return REQUEST_KEYS.stream()
                .flatMap(key ->
                        reader.flatMap(it -> it.find(key)).stream().flatMap(value -> values.text(value, key).stream()))
                .toList();
    }

    private Optional<PolicyTestCase.Expectation> expectation(Node node, List<String> given) {
        Optional<MappingReader> opened = MappingReader.open(node, "expect", EXPECT_KEYS, log);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        MappingReader reader = opened.get();
        if (EXPECT_KEYS.stream().allMatch(key -> reader.find(key).isEmpty())) {
            log.add(ProblemCode.MISSING_KEY, node, "the test expects nothing", "name an effect, for instance");
        }
        Optional<Effect> effect =
                reader.find("effect").flatMap(it -> new EffectParser(log).parseLimit(it, "expected effect"));
        Optional<Preference> prefer = reader.find("prefer")
                .flatMap(it -> values.word(it, "preference", ProblemCode.UNKNOWN_WORD, Words.of(Preference.class)));
        Optional<Sensitivity> sensitivity = reader.find("sensitivity")
                .flatMap(it -> values.word(it, "level", ProblemCode.UNKNOWN_LEVEL, Words.of(Sensitivity.class)));
        Optional<List<String>> rules = reader.find("rules").map(this::rules);
        Map<String, Effect> targets =
                reader.find("targets").map(it -> targets(it, given)).orElse(Map.of());
        Optional<PolicyTestCase.AnswerVerdict> answer = reader.find("answer")
                .flatMap(it -> values.word(
                        it,
                        "verdict on the answer",
                        ProblemCode.UNKNOWN_WORD,
                        Words.of(PolicyTestCase.AnswerVerdict.class)));
        Optional<Capture> capture = reader.find("capture").flatMap(values::capture);
        return Optional.of(
                new PolicyTestCase.Expectation(effect, prefer, sensitivity, rules, targets, answer, capture));
    }

    /** A level whose condition fails closes the cloud under this name. */
    private static boolean isLevel(String rule) {
        return rule.startsWith(LEVEL) && Words.of(Sensitivity.class).containsKey(rule.substring(LEVEL.length()));
    }

    private Map<String, Effect> targets(Node node, List<String> given) {
        Map<String, Effect> targets = new LinkedHashMap<>();
        values.pairs(node, "expected targets").forEach((id, value) -> {
            if (!given.contains(id.getValue())) {
                values.unknown(ProblemCode.UNKNOWN_TARGET, id, "target in this test's facts", id.getValue(), given);
            }
            new EffectParser(log)
                    .parseLimit(value, "expected effect")
                    .ifPresent(effect -> targets.put(id.getValue(), effect));
        });
        return targets;
    }

    private List<String> rules(Node node) {
        List<String> rules = new ArrayList<>();
        for (Node item : values.items(node, "rules")) {
            values.text(item, "rule").ifPresent(rule -> {
                if (!ruleIds.contains(rule) && !rule.startsWith("weir:") && !isLevel(rule)) {
                    List<String> known = ruleIds.stream().sorted().toList();
                    values.unknown(ProblemCode.UNKNOWN_RULE, item, "rule", rule, known);
                }
                rules.add(rule);
            });
        }
        return rules;
    }
}
