package dev.weir.policy.rules;

import dev.weir.policy.Facts;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.detection.Entity;
import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.yaml.Catalogue;
import dev.weir.policy.yaml.PolicyLoading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Draws policies and facts from a seeded source. */
public final class RandomPolicies {
    private static final List<String> EFFECTS = List.of(
            "block",
            "local_only",
            "{cloud: pseudonymised}",
            "{cloud: as_is}",
            "prefer_local",
            "prefer_cloud",
            "prefer_local_first");
    private static final List<String> CAPTURES = List.of("none", "masked", "encrypted");
    private static final List<String> TARGET_EFFECTS = List.of("local_only", "{cloud: pseudonymised}");
    private static final List<String> DEFAULTS =
            List.of("{cloud: as_is}", "{cloud: as_is}", "{cloud: pseudonymised}", "local_only", "block");
    private static final List<Entity> ENTITIES =
            List.of(Catalogue.EMAIL, Catalogue.IBAN, Catalogue.AWS_KEY, Catalogue.HEALTH_RECORD);

    private final RandomGenerator random;

    public RandomPolicies(RandomGenerator random) {
        this.random = random;
    }

    /** Levels and rules as lines of YAML; a rule's line lacks its id. */
    public record Draft(String byDefault, List<String> levels, List<String> rules) {

        Draft withRule(String rule) {
            List<String> more = new ArrayList<>(rules);
            more.add(rule);
            return new Draft(byDefault, levels, more);
        }

        public PolicySet policy() {
            return loaded().policy();
        }

        public PolicyLoading.Loaded loaded() {
            StringBuilder yaml = new StringBuilder("apiVersion: weir/v1\nkind: Policy\nmetadata: {name: p}\n");
            yaml.append("default: ").append(byDefault).append("\nsensitivity:\n");
            levels.forEach(level -> yaml.append("- {").append(level).append("}\n"));
            yaml.append(levels.isEmpty() ? "  []\n" : "").append("rules:\n");
            for (int i = 0; i < rules.size(); i++) {
                yaml.append("- {id: r%d, %s}\n".formatted(i, rules.get(i)));
            }
            yaml.append(rules.isEmpty() ? "  []\n" : "");
            return Catalogue.loaded(yaml.toString());
        }
    }

    public Draft draft() {
        List<String> levels = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            levels.add("level: " + one(List.of("internal", "confidential", "restricted")) + ", when: \""
                    + condition(false) + "\"");
        }
        List<String> rules = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            rules.add(random.nextInt(6) == 0 ? captureRule() : rule());
        }
        return new Draft(one(DEFAULTS), levels, rules);
    }

    String rule() {
        String condition = condition(true);
        return "when: \"" + condition + "\", effect: " + one(condition.contains("target.") ? TARGET_EFFECTS : EFFECTS);
    }

    /** A rule that says what is kept; its condition names no target. */
    String captureRule() {
        String condition = condition(true);
        while (condition.contains("target.")) {
            condition = condition(true);
        }
        return "when: \"" + condition + "\", capture: " + one(CAPTURES);
    }

    /** A rule whose condition names a target. */
    String targetRule() {
        String rule = rule();
        while (!rule.contains("target.")) {
            rule = rule();
        }
        return rule;
    }

    /** A condition that some request can meet: loading refuses the others. */
    private String condition(boolean inRule) {
        String condition = anyCondition(inRule);
        while (!loads(condition, inRule)) {
            condition = anyCondition(inRule);
        }
        return condition;
    }

    private static boolean loads(String condition, boolean inRule) {
        String yaml = "apiVersion: weir/v1\nkind: Policy\nmetadata: {name: p}\n"
                + (inRule
                        ? "rules: [{id: r, effect: local_only, when: \"%s\"}]"
                        : "sensitivity: [{level: internal, when: \"%s\"}]");
        return Catalogue.load(yaml.formatted(condition)) instanceof PolicyLoading.Loaded;
    }

    private String anyCondition(boolean inRule) {
        String simple = atom(inRule);
        return switch (random.nextInt(7)) {
            case 0 -> "!(" + simple + ")";
            case 1 -> simple + " && " + atom(inRule);
            case 2 -> simple + " || " + atom(inRule);
            case 3 -> simple + " ? " + atom(inRule) + " : " + atom(inRule);
            default -> simple;
        };
    }

    private String atom(boolean inRule) {
        return switch (random.nextInt(inRule ? 19 : 12)) {
            case 0 -> "findings.has('%s')".formatted(one(List.of("email", "secret", "health", "IBAN")));
            case 1 -> "findings.category('personal').size() > %d".formatted(random.nextInt(3));
            case 2 -> "findings.count('email') == %d".formatted(random.nextInt(3));
            case 3 -> "difficulty >= %s".formatted(one(List.of("0.2", "0.6", "0.9")));
            case 4 -> "caller.team == '%s'".formatted(one(List.of("hr", "dev")));
            case 5 -> "100 / tokens > %d".formatted(random.nextInt(60));
            case 6 -> "request.stream";
            case 7 -> "labels.dept == '%s'".formatted(one(List.of("law", "it")));
            case 8 -> "spend.team.day >= %d".formatted(random.nextInt(4));
            case 9 -> "difficulty < %s".formatted(one(List.of("0.2", "0.6", "0.9")));
            case 10 -> "%s > tokens".formatted(one(List.of("1", "4", "40.5")));
            case 11 -> "caller.team in ['hr', 'ops']";
            case 12 -> "target.id == '%s'".formatted(one(List.of("t0", "t1", "t2")));
            case 13 -> "target.region == 'us'";
            case 14 -> "target.provider.startsWith('a')";
            case 15 -> "target.region != 'eu'";
            case 16 -> "sensitivity in ['internal', 'restricted']";
            case 17 ->
                "sensitivity == '%s'".formatted(one(List.of("public", "internal", "confidential", "restricted")));
            default -> "sensitivity.atLeast('%s')".formatted(one(List.of("internal", "confidential", "restricted")));
        };
    }

    public Facts facts() {
        List<Finding> findings = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            findings.add(Catalogue.finding(one(ENTITIES)));
        }
        Inspection inspection = random.nextInt(8) == 0
                ? new Inspection.Incomplete(findings, "test")
                : new Inspection.Complete(findings);
        double difficulty = random.nextInt(10) == 0 ? Double.NaN : random.nextDouble();
        return new Facts(
                new Facts.Caller("k", one(List.of("hr", "dev", "other")), labels()),
                new Facts.Request(
                        "/v1/chat/completions", "auto", random.nextBoolean(), false, false, 1, List.of("user")),
                inspection,
                difficulty,
                "en",
                one(List.of(0, 1, 2, 5, 50, -1)),
                spend(),
                targets(),
                new Facts.Tightening(random.nextInt(6) == 0, one(List.of(Sensitivity.values()))),
                Instant.EPOCH);
    }

    private Map<String, String> labels() {
        return random.nextInt(4) == 0 ? Map.of() : Map.of("dept", one(List.of("law", "it")));
    }

    private Optional<Facts.Spend> spend() {
        Facts.Spend.Amounts none = new Facts.Spend.Amounts(0, 0, 0);
        Facts.Spend.Amounts some = new Facts.Spend.Amounts(0, random.nextInt(5) * 1_000_000L, 5_000_000);
        return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(new Facts.Spend(none, some, some));
    }

    private List<Facts.Target> targets() {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i ->
                        new Facts.Target("t" + i, one(List.of("acme", "bolt")), one(List.of("eu", "us", "unknown"))))
                .toList();
    }

    <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
