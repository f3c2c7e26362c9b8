package dev.weir.policy.yaml;

import dev.weir.policy.Capture;
import dev.weir.policy.Effect;
import dev.weir.policy.condition.ConditionCompiler;
import dev.weir.policy.condition.KnownNames;
import dev.weir.policy.detection.Entity;
import dev.weir.policy.rules.AnswerSettings;
import dev.weir.policy.rules.Budget;
import dev.weir.policy.rules.DetectionSettings;
import dev.weir.policy.rules.LevelRule;
import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.rules.RoutingSettings;
import dev.weir.policy.rules.Rule;
import dev.weir.policy.testing.PolicyTestCase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a policy file's sections. */
final class PolicyParser {
    static final List<String> KEYS = List.of(
            "apiVersion",
            "kind",
            "metadata",
            "detection",
            "default",
            "sensitivity",
            "rules",
            "answers",
            "capture",
            "routing",
            "budgets",
            "tests");
    static final List<String> METADATA_KEYS = List.of("name", "description");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** A policy and the tests it carries. */
    record Parsed(PolicySet policy, List<PolicyTestCase> tests) {}

    private final ProblemLog log;
    private final ValueReader values;
    private final Map<String, Set<Entity>> entitiesByPack;
    private final Optional<KnownNames> known;

    PolicyParser(ProblemLog log, Map<String, Set<Entity>> entitiesByPack, Optional<KnownNames> known) {
        this.log = log;
        this.values = new ValueReader(log);
        this.entitiesByPack = entitiesByPack;
        this.known = known;
    }

    /** Reads everything, whatever is wrong; the result counts only if the log has no error. */
    Optional<Parsed> parse(Node root, YamlText text, String sha256) {
        Optional<MappingReader> opened = MappingReader.open(root, "policy", KEYS, log);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        MappingReader reader = opened.get();
        header(reader);
        Metadata metadata = metadata(reader);
        DetectionParser detectionParser = new DetectionParser(log, entitiesByPack);
        DetectionSettings detection = detectionParser.parse(reader.find("detection"));
        Effect byDefault = byDefault(reader);
        ConditionCompiler compiler = new ConditionCompiler(detectionParser.entityNames(), known);
        RuleParser ruleParser = new RuleParser(log, new ConditionParser(log, text, compiler));
        List<LevelRule> levels =
                reader.find("sensitivity").map(ruleParser::levels).orElse(List.of());
        List<Rule> rules = reader.find("rules").map(ruleParser::rules).orElse(List.of());
        Capture capture = reader.find("capture").flatMap(values::capture).orElse(Capture.NONE);
        new RuleLint(log, byDefault, known.map(KnownNames::targets).orElse(List.of())).check(ruleParser.places());
        new CaptureLint(log, capture).check(ruleParser.places());
        AnswerSettings answers = reader.find("answers")
                .map(new AnswersParser(log, detectionParser.entityNames())::parse)
                .orElse(AnswerSettings.NOTE_ALL);
        RoutingSettings routing =
                reader.find("routing").map(new RoutingParser(log)::parse).orElse(RoutingSettings.DEFAULT);
        List<Budget> budgets =
                reader.find("budgets").map(new BudgetParser(log)::parse).orElse(List.of());
        TestParser testParser = new TestParser(log, detectionParser.entityNames(), ruleParser.ids());
        List<PolicyTestCase> tests = reader.find("tests").map(testParser::parse).orElse(List.of());
        return Optional.of(new Parsed(
                new PolicySet(
                        metadata.name(),
                        metadata.description(),
                        sha256,
                        byDefault,
                        reader.find("default").map(PolicyParser::line).orElse(reader.line()),
                        detection,
                        answers,
                        capture,
                        levels,
                        rules,
                        routing,
                        budgets),
                tests));
    }

    private record Metadata(String name, String description) {}

    private void header(MappingReader reader) {
        fixed(reader, "apiVersion", "weir/v1");
        fixed(reader, "kind", "Policy");
    }

    private void fixed(MappingReader reader, String key, String word) {
        reader.require(key).ifPresent(node -> values.word(node, key, ProblemCode.UNKNOWN_WORD, Map.of(word, word)));
    }

    private Metadata metadata(MappingReader policy) {
        Optional<MappingReader> reader =
                policy.require("metadata").flatMap(node -> MappingReader.open(node, "metadata", METADATA_KEYS, log));
        String help = "use lower-case letters, digits and hyphens, at most 63";
        String name = reader.flatMap(it -> it.require("name"))
                .flatMap(node -> values.text(node, "name", NAME, help))
                .orElse("");
        String description = reader.flatMap(it -> it.find("description"))
                .flatMap(node -> values.text(node, "description"))
                .orElse("");
        return new Metadata(name, description);
    }

    private Effect byDefault(MappingReader reader) {
        Optional<Node> node = reader.find("default");
        if (node.isEmpty()) {
            log.add(
                    ProblemCode.NOTHING_LEAVES,
                    reader.node(),
                    "without the key `default` no request may leave",
                    "write `default: local_only` if that is meant, `default: {cloud: as_is}` to open the cloud");
        }
        return node.flatMap(it -> new EffectParser(log).parseLimit(it, "default"))
                .orElse(Effect.LOCAL_ONLY);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
