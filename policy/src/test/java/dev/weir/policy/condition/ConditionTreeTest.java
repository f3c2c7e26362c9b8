package dev.weir.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.Facts;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.condition.ConditionTree.Value;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.yaml.Catalogue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTreeTest {
    private static final ConditionCompiler COMPILER = new ConditionCompiler(
            EntityNames.of(List.of(Catalogue.EMAIL, Catalogue.IBAN, Catalogue.AWS_KEY)), Optional.empty());

    @Test
    void explain_firstConjunctFails_secondHasNoSay() {
        assertThat(shown("tokens > 100 && (request.stream || difficulty >= 0.6)", 0.7))
                .isEqualTo("""
                tokens > 100 && (request.stream || difficulty >= 0.6) = false
                  tokens > 100 = false
                    tokens = 12
                  (request.stream || difficulty >= 0.6) = true [no say]
                    request.stream = false [no say]
                    difficulty >= 0.6 = true [no say]
                      difficulty = 0.7 [no say]
                """);
    }

    @Test
    void explain_chain_oneListOfParts() {
        assertThat(shown("tokens > 9 && findings.has('email') && !detector_degraded", 0.7))
                .isEqualTo("""
                tokens > 9 && findings.has('email') && !detector_degraded = true
                  tokens > 9 = true
                    tokens = 12
                  findings.has('email') = true
                    findings = EMAIL=2
                  !detector_degraded = true
                    detector_degraded = false
                """);
    }

    @Test
    void explain_clientsText_hiddenButNotItsLength() {
        assertThat(shown("request.model.startsWith('gpt') || int(request.model) > 2 || request.model.size() == 3", 0.7))
                .isEqualTo("""
                        request.model.startsWith('gpt') || int(request.model) > 2 || request.model.size() == 3 = failed: bad_format
                          request.model.startsWith('gpt') = false [no say]
                            request.model = hidden [no say]
                          int(request.model) > 2 = failed: bad_format
                            int(request.model) = failed: bad_format
                              request.model = hidden
                          request.model.size() == 3 = false [no say]
                            request.model.size() = 13 [no say]
                              request.model = hidden [no say]
                        """);
    }

    @Test
    void explain_clientsTextIsANumber_hidden() {
        assertThat(shown("int(request.model) > 2", 0.7, "4111111111111111")).isEqualTo("""
                int(request.model) > 2 = true
                  int(request.model) = hidden
                    request.model = hidden
                """);
    }

    @Test
    void explain_choice_otherBranchHasNoSay() {
        assertThat(shown("request.stream ? tokens > 10 : ( difficulty ) < 0.5", 0.7))
                .isEqualTo("""
                request.stream ? tokens > 10 : ( difficulty ) < 0.5 = false
                  request.stream = false
                  tokens > 10 = true [no say]
                    tokens = 12 [no say]
                  ( difficulty ) < 0.5 = false
                    ( difficulty ) = 0.7
                """);
    }

    @Test
    void explain_macro_oneWhole() {
        assertThat(shown("request.roles.exists(r, r == 'tool') || !('IBAN' in findings.category( \"personal\" ))", 0.7))
                .isEqualTo("""
                        request.roles.exists(r, r == 'tool') || !('IBAN' in findings.category( "personal" )) = true
                          request.roles.exists(r, r == 'tool') = false [no say]
                          !('IBAN' in findings.category( "personal" )) = true
                            ('IBAN' in findings.category( "personal" )) = false
                              findings.category( "personal" ) = [EMAIL, EMAIL]
                                findings = EMAIL=2
                        """);
    }

    @Test
    void explain_missingFact_failed() {
        assertThat(shown("difficulty > 0.5 && tokens > 1", Double.NaN)).isEqualTo("""
                difficulty > 0.5 && tokens > 1 = failed: attribute_not_found
                  difficulty > 0.5 = failed: attribute_not_found
                    difficulty = failed: attribute_not_found
                  tokens > 1 = true [no say]
                    tokens = 12 [no say]
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((tokens)) > (1 + 2) * 3 && ((true))",
                "request . turns == 1 // a (comment) with 'quotes\n && tokens + 0 >= -5",
                "'a)b' + r'\\d' + \"\"\"c\"d(\"\"\" != request.model",
                "labels['pro(ject'] == 'x' || labels.project == 'y' || has(labels.z)",
                "['email', 'IBAN'].all(e, findings.has(e)) && -tokens < -1.5e-3",
                "time.getHours('Europe/Berlin') in [1, 2, 3] && time > timestamp('2020-01-01T00:00:00Z')",
                "caller.team.matches('^(a|b)$') ? 'é' != language : {'a': tokens}['a'] > 1"
            })
    void explain_anyCondition_partsStandWhereTheySayAndWholeAgrees(String source) {
        Condition condition = compiled(source);
        FactValues values = FactValues.of(facts(0.5, "m")).with(Sensitivity.PUBLIC);

        ConditionTree tree = condition.explain(values);

        assertThat(tree.text()).isEqualTo(source);
        assertThat(tree.value())
                .isEqualTo(
                        switch (condition.evaluate(values)) {
                            case ConditionOutcome.Decided(boolean holds) -> new Value.Shown(String.valueOf(holds));
                            case ConditionOutcome.Failed(String reason) -> new Value.Failed(reason);
                        });
        int[] signs = source.codePoints().toArray();
        assertThat(all(tree)).allSatisfy(part -> {
            int length = part.text().codePointCount(0, part.text().length());
            assertThat(new String(signs, part.offset(), length)).isEqualTo(part.text());
            assertThat(part.text().chars().filter(sign -> sign == '[').count())
                    .isEqualTo(part.text().chars().filter(sign -> sign == ']').count());
        });
    }

    private static Stream<ConditionTree> all(ConditionTree tree) {
        return Stream.concat(Stream.of(tree), tree.parts().stream().flatMap(ConditionTreeTest::all));
    }

    private static String shown(String source, double difficulty) {
        return shown(source, difficulty, "secret-client");
    }

    private static String shown(String source, double difficulty, String model) {
        FactValues values = FactValues.of(facts(difficulty, model)).with(Sensitivity.PUBLIC);
        StringBuilder out = new StringBuilder();
        show(compiled(source).explain(values), "", out);
        return out.toString();
    }

    private static void show(ConditionTree tree, String indent, StringBuilder out) {
        String value = switch (tree.value()) {
            case Value.Shown(String text) -> text;
            case Value.Hidden _ -> "hidden";
            case Value.Failed(String reason) -> "failed: " + reason;
        };
        out.append(indent).append(tree.text()).append(" = ").append(value);
        out.append(tree.relevant() ? "\n" : " [no say]\n");
        tree.parts().forEach(part -> show(part, indent + "  ", out));
    }

    private static Condition compiled(String source) {
        return switch (COMPILER.compile(source, ConditionScope.RULE)) {
            case Compilation.Compiled compiled -> compiled.condition();
            case Compilation.Refused(List<ConditionProblem> problems) -> throw new AssertionError(problems.toString());
        };
    }

    private static Facts facts(double difficulty, String model) {
        return new Facts(
                new Facts.Caller("key", "team", Map.of("project", "y")),
                new Facts.Request("/v1/chat/completions", model, false, false, false, 1, List.of("user")),
                new Inspection.Complete(
                        List.of(Catalogue.finding(Catalogue.EMAIL), Catalogue.finding(Catalogue.EMAIL))),
                difficulty,
                "en",
                12,
                Optional.empty(),
                List.of(),
                Facts.Tightening.NONE,
                Instant.parse("2026-03-04T10:15:30Z"));
    }
}
