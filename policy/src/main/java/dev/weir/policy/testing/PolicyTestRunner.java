package dev.weir.policy.testing;

import dev.weir.policy.Effect;
import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.answer.RequestWords;
import dev.weir.policy.detection.Finding;
import dev.weir.policy.injection.Injection;
import dev.weir.policy.rules.CompiledPolicy;
import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.rules.RuleEffect;
import dev.weir.policy.testing.PolicyTestCase.AnswerVerdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs a policy's own test cases. Thread-safe if the detector is. */
public final class PolicyTestRunner {
    private final Function<String, List<Finding>> detector;

    /** Cases that give a request's text need a detector: from a text to its findings. */
    public PolicyTestRunner(Function<String, List<Finding>> detector) {
        this.detector = detector;
    }

    /** Runs every case, in order. */
    public List<PolicyTestResult> run(PolicySet policy, List<PolicyTestCase> tests) {
        CompiledPolicy compiled = new CompiledPolicy(policy, new PolicyVersion(policy.name(), 1, policy.sha256()));
        return tests.stream().map(test -> run(compiled, test)).toList();
    }

    private PolicyTestResult run(CompiledPolicy policy, PolicyTestCase test) {
        PolicyDecision decision = policy.decide(facts(test));
        PolicyTestCase.Expectation expect = test.expect();
        List<String> failures = new ArrayList<>();
        compare("effect", expect.effect(), decision.effect(), failures);
        compare("prefer", expect.preference(), decision.preference(), failures);
        compare("sensitivity", expect.sensitivity(), decision.sensitivity(), failures);
        compare("capture", expect.capture(), decision.capture(), failures);
        compare("rules", expect.rules().map(Set::copyOf), Set.copyOf(decision.decidingRules()), failures);
        expect.targets()
                .forEach(
                        (id, effect) -> compare("target " + id, Optional.of(effect), decision.effectFor(id), failures));
        test.answer().ifPresent(answer -> compare("answer", expect.answer(), verdict(policy, test, answer), failures));
        return new PolicyTestResult(test, decision, failures);
    }

    private AnswerVerdict verdict(CompiledPolicy policy, PolicyTestCase test, String answer) {
        List<String> said = test.texts().stream()
                .flatMap(text -> detector.apply(text).stream().map(finding -> valueOf(finding, text)))
                .toList();
        RequestWords request = RequestWords.ofTexts(test.texts(), said);
        return detector.apply(answer).stream()
                .filter(finding -> !request.say(valueOf(finding, answer)))
                .map(finding -> policy.policy().answers().action(finding.entity(), finding.alternatives()))
                .max(Comparator.naturalOrder())
                .map(action -> AnswerVerdict.valueOf(action.name()))
                .orElse(AnswerVerdict.NONE);
    }

    private static String valueOf(Finding finding, String text) {
        return text.substring(finding.start(), Math.min(finding.end(), text.length()));
    }

    /** The facts that a case is decided on: those it gives, what the detector finds in its texts, and how much what the
     * user says looks like injection. */
    public Facts facts(PolicyTestCase test) {
        Facts given = test.facts();
        List<Finding> findings = new ArrayList<>(given.inspection().findings());
        test.texts().forEach(text -> findings.addAll(detector.apply(text)));
        Facts seen = given.withInspection(given.inspection().withFindings(findings));
        return test.texts().isEmpty()
                ? seen
                : seen.withInjection(Math.max(
                        given.injection(), Scorer.INJECTION.score(test.texts().getLast())));
    }

    /** Loaded on first use. */
    private static final class Scorer {
        static final Injection INJECTION = Injection.bundled();

        private Scorer() {}
    }

    private static <T> void compare(String what, Optional<T> expected, T actual, List<String> failures) {
        expected.filter(value -> !value.equals(actual))
                .ifPresent(value -> failures.add(what + ": expected " + written(value) + ", was " + written(actual)));
    }

    /** As policy files write it. */
    private static String written(Object value) {
        return switch (value) {
            case Effect effect -> RuleEffect.written(effect);
            case Enum<?> word -> word.name().toLowerCase(Locale.ROOT);
            case Set<?> ids -> ids.stream().map(String::valueOf).sorted().collect(Collectors.joining(", ", "[", "]"));
            default -> String.valueOf(value);
        };
    }
}
