package dev.weir.policy.yaml;

import dev.weir.policy.Capture;
import dev.weir.policy.Effect;
import dev.weir.policy.rules.AnswerSettings;
import dev.weir.policy.rules.Budget;
import dev.weir.policy.rules.DetectionSettings;
import dev.weir.policy.rules.LevelRule;
import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.rules.RoutingSettings;
import dev.weir.policy.rules.Rule;
import dev.weir.policy.rules.RuleEffect;
import dev.weir.policy.testing.PolicyTestCase;
import dev.weir.policy.yaml.YamlWriter.Entries;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Prints a policy as YAML: the same policy always as the same text, whoever wrote it and in whatever layout. Loading the
 * text gives the same policy. Comments are lost, and so is that no packs were named: those in use are.
 */
public final class PolicyPrinter {
    private static final int MICRO = 6;

    private PolicyPrinter() {}

    /** A policy that was loaded, with the tests that it carries. */
    public static String print(PolicyLoading.Loaded loaded) {
        return print(loaded.policy(), loaded.tests());
    }

    /** A policy with tests. */
    public static String print(PolicySet policy, List<PolicyTestCase> tests) {
        Entries root = new Entries()
                .put("apiVersion", YamlWriter.text("weir/v1"))
                .put("kind", YamlWriter.text("Policy"))
                .put("metadata", metadata(policy))
                .put("detection", detection(policy.detection()))
                .put("default", effect(policy.byDefault()));
        putList(
                root,
                "sensitivity",
                policy.levels().stream().map(PolicyPrinter::level).toList());
        putList(root, "rules", policy.rules().stream().map(PolicyPrinter::rule).toList());
        if (!policy.answers().equals(AnswerSettings.NOTE_ALL)) {
            root.put("answers", answers(policy.answers()));
        }
        if (policy.capture() != Capture.NONE) {
            root.put("capture", word(policy.capture()));
        }
        routing(policy.routing(), root);
        putList(
                root,
                "budgets",
                policy.budgets().stream().map(PolicyPrinter::budget).toList());
        putList(root, "tests", tests.stream().map(TestPrinter::test).toList());
        return YamlWriter.write(root.block());
    }

    private static void routing(RoutingSettings settings, Entries root) {
        if (!settings.equals(RoutingSettings.DEFAULT)) {
            Entries entries = new Entries();
            settings.qualityFloor()
                    .ifPresent(floor -> entries.put("quality_floor", YamlWriter.number(BigDecimal.valueOf(floor))));
            settings.cloudShare()
                    .ifPresent(share -> entries.put("cloud_share", YamlWriter.number(BigDecimal.valueOf(share))));
            root.put("routing", entries.block());
        }
    }

    private static void putList(Entries entries, String key, List<Node> items) {
        if (!items.isEmpty()) {
            entries.put(key, YamlWriter.list(items));
        }
    }

    private static Node metadata(PolicySet policy) {
        return describe(new Entries().put("name", YamlWriter.text(policy.name())), policy.description())
                .block();
    }

    private static Entries describe(Entries entries, String description) {
        return description.isEmpty() ? entries : entries.put("description", YamlWriter.text(description));
    }

    private static Node detection(DetectionSettings settings) {
        Entries entries = new Entries().put("packs", YamlWriter.texts(settings.packs()));
        if (!settings.thresholds().isEmpty()) {
            Entries thresholds = new Entries();
            new TreeMap<>(settings.thresholds())
                    .forEach((entity, score) -> thresholds.put(entity, YamlWriter.number(BigDecimal.valueOf(score))));
            entries.put("thresholds", thresholds.block());
        }
        putList(
                entries,
                "dictionaries",
                settings.dictionaries().stream().map(PolicyPrinter::dictionary).toList());
        putList(
                entries,
                "patterns",
                settings.patterns().stream().map(PolicyPrinter::pattern).toList());
        if (!settings.allow().isEmpty()) {
            entries.put("allow", YamlWriter.texts(settings.allow()));
        }
        return entries.block();
    }

    private static Node dictionary(DetectionSettings.Dictionary dictionary) {
        Entries entries = new Entries().put("entity", YamlWriter.text(dictionary.entity()));
        return (dictionary.hasFile()
                        ? entries.put("file", YamlWriter.text(dictionary.file()))
                        : entries.put("terms", YamlWriter.texts(dictionary.terms())))
                .block();
    }

    private static Node pattern(DetectionSettings.Pattern pattern) {
        Entries entries = new Entries()
                .put("name", YamlWriter.text(pattern.name()))
                .put("entity", YamlWriter.text(pattern.entity().name()))
                .put("category", word(pattern.entity().category()))
                .put("pattern", YamlWriter.text(pattern.expression()))
                .put("score", YamlWriter.number(BigDecimal.valueOf(pattern.score())));
        return (pattern.context().isEmpty() ? entries : entries.put("context", YamlWriter.texts(pattern.context())))
                .block();
    }

    private static Node level(LevelRule level) {
        return new Entries()
                .put("level", YamlWriter.text(level.level().written()))
                .put("when", YamlWriter.text(level.when().source()))
                .block();
    }

    private static Node rule(Rule rule) {
        return describe(new Entries().put("id", YamlWriter.text(rule.id())), rule.description())
                .put("when", YamlWriter.text(rule.when().source()))
                .put(
                        rule.effect() instanceof RuleEffect.Keep ? "capture" : "effect",
                        switch (rule.effect()) {
                            case RuleEffect.Tighten(Effect effect) -> effect(effect);
                            case RuleEffect.Prefer prefer -> YamlWriter.text(prefer.written());
                            case RuleEffect.Keep(Capture capture) -> word(capture);
                        })
                .block();
    }

    /** An effect that isn't a wish. */
    static Node effect(Effect effect) {
        return switch (effect) {
            case CLOUD_AS_IS -> cloud("as_is");
            case CLOUD_PSEUDONYMISED -> cloud("pseudonymised");
            case LOCAL_ONLY, BLOCK -> YamlWriter.text(RuleEffect.written(effect));
        };
    }

    private static Node cloud(String form) {
        return new Entries().put("cloud", YamlWriter.text(form)).flow();
    }

    private static Node answers(AnswerSettings settings) {
        Entries entries = new Entries().put(AnswersParser.DEFAULT, word(settings.byDefault()));
        new TreeMap<>(settings.byName())
                .forEach((name, action) -> entries.put(name.toLowerCase(Locale.ROOT), word(action)));
        return entries.block();
    }

    private static Node budget(Budget budget) {
        return new Entries()
                .put("scope", word(budget.scope()))
                .put("period", word(budget.period()))
                .put("limit", YamlWriter.text(usd(budget.limitMicroUsd()).toPlainString() + " USD"))
                .put("when_spent", effect(budget.whenSpent()))
                .block();
    }

    static Node word(Enum<?> constant) {
        return YamlWriter.text(constant.name().toLowerCase(Locale.ROOT));
    }

    /** An amount in micro-USD as USD. */
    static BigDecimal usd(long micro) {
        BigDecimal amount = BigDecimal.valueOf(micro, MICRO).stripTrailingZeros();
        return amount.scale() < 0 ? amount.setScale(0) : amount;
    }

    /** A mapping of text to text, in the order of the keys. */
    static Node pairs(Map<String, String> pairs) {
        Entries entries = new Entries();
        new TreeMap<>(pairs).forEach((key, value) -> entries.put(key, YamlWriter.text(value)));
        return entries.block();
    }
}
