package dev.weir.policy.yaml;

import dev.weir.policy.Facts;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.condition.EntityNames;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.testing.PolicyTestCase;
import dev.weir.policy.yaml.YamlWriter.Entries;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Prints the test cases of a policy. Facts that have the value they would have anyway are left out. */
final class TestPrinter {
    private static final Facts PLAIN =
            new TestFactsParser(new ProblemLog(""), EntityNames.of(List.of())).parse(Optional.empty());

    private TestPrinter() {}

    static Node test(PolicyTestCase test) {
        Entries entries = new Entries().put("name", YamlWriter.text(test.name()));
        if (!test.texts().isEmpty()) {
            entries.put("request", request(test.texts()));
        }
        Entries facts = facts(test.facts());
        test.answer().ifPresent(answer -> entries.put("answer", YamlWriter.text(answer)));
        if ((test.texts().isEmpty() && test.answer().isEmpty()) || !facts.isEmpty()) {
            entries.put("facts", facts.block());
        }
        return entries.put("expect", expectation(test.expect())).block();
    }

    /** The last text is what the user says; one before it comes from the system. */
    private static Node request(List<String> texts) {
        Entries request = new Entries();
        List<String> keys = TestParser.REQUEST_KEYS.subList(
                TestParser.REQUEST_KEYS.size() - texts.size(), TestParser.REQUEST_KEYS.size());
        for (int i = 0; i < texts.size(); i++) {
            request.put(keys.get(i), YamlWriter.text(texts.get(i)));
        }
        return request.block();
    }

    private static Entries facts(Facts facts) {
        Entries entries = new Entries();
        if (!facts.inspection().findings().isEmpty()) {
            entries.put(
                    "findings",
                    YamlWriter.texts(facts.inspection().findings().stream()
                            .map(finding -> finding.entity().name())
                            .toList()));
        }
        putTruth(entries, "detector_degraded", facts.inspection() instanceof Inspection.Incomplete);
        putCaller(entries, facts.caller());
        putRequest(entries, facts.request());
        if (facts.difficulty() != PLAIN.difficulty()) {
            entries.put("difficulty", YamlWriter.number(BigDecimal.valueOf(facts.difficulty())));
        }
        if (facts.injection() != PLAIN.injection()) {
            entries.put("injection", YamlWriter.number(BigDecimal.valueOf(facts.injection())));
        }
        putText(entries, "language", facts.language(), PLAIN.language());
        putCount(entries, "tokens", facts.promptTokens(), PLAIN.promptTokens());
        facts.spend().ifPresent(spend -> entries.put("spend", spend(spend)));
        if (!facts.targets().isEmpty()) {
            entries.put(
                    "targets",
                    YamlWriter.list(
                            facts.targets().stream().map(TestPrinter::target).toList()));
        }
        putText(entries, "time", facts.at().toString(), PLAIN.at().toString());
        if (!facts.wish().equals(Facts.Tightening.NONE)) {
            entries.put("client", client(facts.wish()));
        }
        return entries;
    }

    private static void putCaller(Entries entries, Facts.Caller caller) {
        putText(entries, "team", caller.team(), PLAIN.caller().team());
        putText(entries, "key", caller.keyId(), PLAIN.caller().keyId());
        if (!caller.labels().isEmpty()) {
            entries.put("labels", PolicyPrinter.pairs(caller.labels()));
        }
    }

    private static void putRequest(Entries entries, Facts.Request request) {
        putText(entries, "endpoint", request.endpoint(), PLAIN.request().endpoint());
        putText(entries, "model", request.model(), PLAIN.request().model());
        putTruth(entries, "stream", request.stream());
        putTruth(entries, "tools", request.tools());
        putTruth(entries, "structured_output", request.structuredOutput());
        putCount(entries, "turns", request.turns(), PLAIN.request().turns());
    }

    private static Node spend(Facts.Spend spend) {
        Entries entries = new Entries();
        putAmounts(entries, "key", spend.key());
        putAmounts(entries, "team", spend.team());
        putAmounts(entries, "gateway", spend.gateway());
        return entries.block();
    }

    private static void putAmounts(Entries entries, String scope, Facts.Spend.Amounts amounts) {
        Entries periods = new Entries();
        putAmount(periods, "hour", amounts.hour());
        putAmount(periods, "day", amounts.day());
        putAmount(periods, "month", amounts.month());
        if (!periods.isEmpty()) {
            entries.put(scope, periods.flow());
        }
    }

    private static void putAmount(Entries entries, String period, long micro) {
        if (micro != 0) {
            entries.put(period, YamlWriter.number(PolicyPrinter.usd(micro)));
        }
    }

    private static Node target(Facts.Target target) {
        return new Entries()
                .put("id", YamlWriter.text(target.id()))
                .put("provider", YamlWriter.text(target.provider()))
                .put("region", YamlWriter.text(target.region()))
                .flow();
    }

    private static Node client(Facts.Tightening wish) {
        Entries entries = new Entries();
        putTruth(entries, "local_only", wish.localOnly());
        if (wish.atLeast() != Sensitivity.PUBLIC) {
            entries.put("sensitivity", YamlWriter.text(wish.atLeast().written()));
        }
        return entries.flow();
    }

    private static Node expectation(PolicyTestCase.Expectation expect) {
        Entries entries = new Entries();
        expect.effect().ifPresent(effect -> entries.put("effect", PolicyPrinter.effect(effect)));
        expect.preference().ifPresent(preference -> entries.put("prefer", PolicyPrinter.word(preference)));
        expect.sensitivity().ifPresent(level -> entries.put("sensitivity", YamlWriter.text(level.written())));
        expect.rules().ifPresent(rules -> entries.put("rules", YamlWriter.texts(rules)));
        expect.capture().ifPresent(capture -> entries.put("capture", PolicyPrinter.word(capture)));
        expect.answer().ifPresent(answer -> entries.put("answer", PolicyPrinter.word(answer)));
        if (!expect.targets().isEmpty() || entries.isEmpty()) {
            Entries targets = new Entries();
            expect.targets().forEach((target, effect) -> targets.put(target, PolicyPrinter.effect(effect)));
            entries.put("targets", targets.block());
        }
        return entries.block();
    }

    private static void putText(Entries entries, String key, String value, String otherwise) {
        if (!value.equals(otherwise)) {
            entries.put(key, YamlWriter.text(value));
        }
    }

    private static void putCount(Entries entries, String key, int value, int otherwise) {
        if (value != otherwise) {
            entries.put(key, YamlWriter.number(value));
        }
    }

    private static void putTruth(Entries entries, String key, boolean value) {
        if (value) {
            entries.put(key, YamlWriter.truth(true));
        }
    }
}
