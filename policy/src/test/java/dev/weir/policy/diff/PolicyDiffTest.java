package dev.weir.policy.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.yaml.Catalogue;
import dev.weir.policy.yaml.PolicyLoading;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyDiffTest {
    private static final String HEAD = "apiVersion: weir/v1\nkind: Policy\nmetadata: {name: p}\n";

    @Test
    void of_orderLayoutCommentsAndQuotes_noSemanticChange() {
        String before = HEAD + """
                default: {cloud: as_is}
                rules:
                - {id: a, when: "caller.team == 'hr' && difficulty >= 0.6", effect: block}
                - {id: b, when: "request.stream", effect: {cloud: pseudonymised}}
                """;
        String after = "# the same\n" + HEAD + """
                rules:
                  - id: b
                    effect:
                      cloud: pseudonymised
                    when: request.stream
                  - id: a
                    when: >-
                      caller.team == "hr"
                        &&   difficulty >= 0.6
                    effect: block
                default:
                  cloud: as_is
                """;

        PolicyDiff diff = diff(before, after);

        assertThat(diff.isEmpty()).isTrue();
        assertThat(diff.bearing()).isEqualTo(Bearing.NONE);
        assertThat(PolicyDiffText.lines(diff)).containsExactly("no semantic change");
    }

    @Test
    void lines_everyPartChanged_eachWithItsBearing() {
        String before = HEAD + """
                detection: {packs: [core, secrets], thresholds: {email: 0.5}}
                default: {cloud: as_is}
                sensitivity:
                - {level: internal, when: "findings.has('email')"}
                rules:
                - {id: gone, when: "request.stream", effect: block}
                - {id: limit, when: "difficulty >= 0.6", effect: local_only}
                - {id: softer, when: "request.tools", effect: block}
                budgets: [{scope: team, period: day, limit: 5.00 USD, when_spent: local_only}]
                tests:
                - {name: t, facts: {difficulty: 0.9}, expect: {effect: local_only}}
                """;
        String after = HEAD.replace("name: p", "name: q") + """
                detection: {packs: [core, us], thresholds: {email: 0.7}}
                default: {cloud: pseudonymised}
                sensitivity:
                - {level: internal, when: "findings.has('iban')"}
                rules:
                - {id: limit, when: "difficulty >= 0.5", effect: local_only}
                - {id: softer, when: "request.tools", effect: local_only}
                - {id: new, when: "language == 'de'", effect: block}
                budgets: [{scope: team, period: day, limit: 4.50 USD, when_spent: local_only}]
                tests:
                - {name: t, facts: {difficulty: 0.8}, expect: {effect: local_only}}
                """;

        assertThat(PolicyDiffText.lines(diff(before, after)))
                .containsExactly(
                        "12 changes, which together can loosen",
                        "~ name  (changes no verdict)",
                        "    - p",
                        "    + q",
                        "- pack secrets  (can loosen)",
                        "+ pack us  (may tighten or loosen)",
                        "~ threshold email  (can loosen)",
                        "    - 0.5",
                        "    + 0.7",
                        "~ default  (can only tighten)",
                        "    - cloud: as_is",
                        "    + cloud: pseudonymised",
                        "~ level internal, when  (may tighten or loosen)",
                        "    - findings.has('email')",
                        "    + findings.has('iban')",
                        "- rule gone  (can loosen)",
                        "    - block when request.stream",
                        "~ rule limit, when  (can only tighten)",
                        "    - difficulty >= 0.6",
                        "    + difficulty >= 0.5",
                        "~ rule softer, effect  (can loosen)",
                        "    - block",
                        "    + local_only",
                        "+ rule new  (can only tighten)",
                        "    + block when language == 'de'",
                        "~ budget team day  (can only tighten)",
                        "    - 5 USD, then local_only",
                        "    + 4.5 USD, then local_only",
                        "~ test t, request  (changes no verdict)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quality_floor: 0.5 | quality_floor: 0.6 | CAN_LOOSEN",
                "quality_floor: 0.6 | quality_floor: 0.5 | TIGHTENS_ONLY",
                "quality_floor: 0.4 | | TIGHTENS_ONLY",
                "quality_floor: 0.3 | | CAN_LOOSEN",
                "cloud_share: 0.2 | cloud_share: 0.1 | TIGHTENS_ONLY",
                "cloud_share: 0.2 | | CAN_LOOSEN",
            })
    void bearing_routingChanged_moreToTheCloudLoosens(String before, @Nullable String after, Bearing bearing) {
        String open = HEAD + "default: {cloud: as_is}\n";

        assertThat(diff(open + "routing: {" + before + "}", after == null ? open : open + "routing: {" + after + "}")
                        .bearing())
                .isEqualTo(bearing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "difficulty >= 0.6 | difficulty >= 0.5 | local_only | TIGHTENS_ONLY",
                "difficulty >= 0.6 | difficulty >= 0.7 | local_only | CAN_LOOSEN",
                "tokens < 10 | tokens < 20 | block | TIGHTENS_ONLY",
                "tokens < 10 | tokens < 5 | block | CAN_LOOSEN",
                "!(tokens < 10) | !(tokens < 20) | block | UNKNOWN",
                "tokens == 10 | tokens == 20 | block | UNKNOWN",
                "tokens - 5 > 10 | tokens - 4 > 10 | block | UNKNOWN",
                "(tokens > 5) == false | (tokens > 4) == false | block | UNKNOWN",
                "tokens > 5 && request.stream | tokens > 4 && request.stream | block | TIGHTENS_ONLY",
                "tokens > 5 | tokens > 5 or request.stream | block | TIGHTENS_ONLY",
                "tokens > 5 | tokens > 5 or request.stream | {cloud: pseudonymised} | UNKNOWN",
                "tokens > 5 | tokens > 5 && request.stream | block | CAN_LOOSEN",
                "tokens > 5 && request.stream | tokens > 5 | block | TIGHTENS_ONLY",
                "tokens > 5 or request.stream | tokens > 5 or request.stream && request.tools | block | UNKNOWN",
                "difficulty >= 0.6 | difficulty >= 0.5 | prefer_cloud | CAN_LOOSEN",
                "difficulty >= 0.6 | difficulty >= 0.5 | prefer_local | TIGHTENS_ONLY",
                "difficulty >= 0.6 | difficulty >= 0.5 | prefer_local_first | CAN_LOOSEN",
                "difficulty >= 0.5 | difficulty >= 0.6 | prefer_local_first | CAN_LOOSEN",
                "request.stream | request.tools | block | UNKNOWN",
                "tokens > 5 | tokens > 5 or target.id == 'x' | local_only | UNKNOWN",
            })
    void bearing_conditionChanged_judgedFromItsWords(String before, String after, String effect, Bearing bearing) {
        assertThat(diff(rule(before, effect), rule(after, effect)).bearing()).isEqualTo(bearing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "block | local_only | CAN_LOOSEN",
                "local_only | block | TIGHTENS_ONLY",
                "{cloud: as_is} | {cloud: pseudonymised} | TIGHTENS_ONLY",
                "prefer_cloud | prefer_local | TIGHTENS_ONLY",
                "prefer_cloud | prefer_local_first | TIGHTENS_ONLY",
                "prefer_local_first | prefer_local | TIGHTENS_ONLY",
                "prefer_local | prefer_local_first | CAN_LOOSEN",
                "prefer_local_first | {cloud: pseudonymised} | UNKNOWN",
                "prefer_local | prefer_cloud | CAN_LOOSEN",
                "prefer_local | local_only | TIGHTENS_ONLY",
                "prefer_local | {cloud: pseudonymised} | UNKNOWN",
                "prefer_cloud | {cloud: pseudonymised} | TIGHTENS_ONLY",
                "local_only | prefer_local | CAN_LOOSEN",
            })
    void bearing_effectChanged_judgedByTheLattice(String before, String after, Bearing bearing) {
        assertThat(diff(rule("request.stream", before), rule("request.stream", after))
                        .bearing())
                .isEqualTo(bearing);
    }

    @Test
    void bearing_levelAdded_unknownOnlyIfARuleReadsLevels() {
        String level = "sensitivity:\n- {level: restricted, when: \"findings.has('email')\"}\n";
        String reads = rule("sensitivity == 'public'", "block");
        String blind = rule("request.stream", "block");

        assertThat(diff(reads, reads + level).bearing()).isEqualTo(Bearing.UNKNOWN);
        assertThat(diff(blind, blind + level).bearing()).isEqualTo(Bearing.TIGHTENS_ONLY);
    }

    @Test
    void of_sameIdsTwice_eachChangeOnItsOwn() {
        PolicyDiff diff = diff(rule("tokens > 5", "block"), rule("tokens > 6", "local_only"));

        assertThat(diff.changes()).extracting(PolicyChange::aspect).isEqualTo(List.of("when", "effect"));
    }

    private static String rule(String when, String effect) {
        return HEAD + "default: {cloud: as_is}\nrules:\n- {id: r, when: \"" + when.replace(" or ", " || ")
                + "\", effect: " + effect + "}\n";
    }

    private static PolicyDiff diff(String before, String after) {
        PolicyLoading.Loaded one = Catalogue.loaded(before);
        PolicyLoading.Loaded other = Catalogue.loaded(after);
        return PolicyDiff.of(one.policy(), one.tests(), other.policy(), other.tests());
    }
}
