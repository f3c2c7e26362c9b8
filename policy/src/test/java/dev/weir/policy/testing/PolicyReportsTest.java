package dev.weir.policy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.yaml.Catalogue;
import dev.weir.policy.yaml.PolicyLoading;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Coverage and the XML report, from real runs. */
class PolicyReportsTest {
    private static final PolicyLoading.Loaded LOADED = Catalogue.loaded("""
            apiVersion: weir/v1
            kind: Policy
            metadata: {name: p}
            default: {cloud: as_is}
            sensitivity:
            - {level: internal, when: "findings.has('email')"}
            - {level: internal, when: "findings.has('iban')"}
            rules:
            - {id: covered, when: "difficulty >= 0.6", effect: local_only}
            - {id: never, when: "caller.team == 'hr'", effect: block}
            - {id: always, when: "language == 'en'", effect: {cloud: pseudonymised}}
            - {id: constant, when: "true", effect: prefer_local}
            - {id: fails, when: "100 / tokens > 200", effect: prefer_cloud}
            tests:
            - {name: hard, facts: {difficulty: 0.9, findings: [email], tokens: 1}, expect: {effect: local_only}}
            - {name: "easy <\\"&>", facts: {difficulty: 0.1}, expect: {effect: block, rules: [never], sensitivity: public}}
            """);

    @Test
    void of_results_eachLevelAndRuleCounted() {
        RuleCoverage coverage = RuleCoverage.of(LOADED.policy(), run());

        assertThat(coverage.parts())
                .extracting(part -> part.id() + " " + part.matched() + " " + part.notMatched() + " " + part.failed()
                        + (part.neverMatches() ? " never matches" : "")
                        + (part.neverSpares() ? " never spares" : ""))
                .containsExactly(
                        "sensitivity:internal 1 1 0",
                        "sensitivity:internal 0 2 0 never matches",
                        "covered 1 1 0",
                        "never 0 2 0 never matches",
                        "always 2 0 0 never spares",
                        "constant 2 0 0",
                        "fails 0 1 1 never matches");
        assertThat(coverage.covered()).isEqualTo(3);
    }

    @Test
    void write_results_xmlThatParsesWithFailures() throws Exception {
        String xml = JUnitReport.write(suites());

        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        assertThat(document.getDocumentElement().getAttribute("failures")).isEqualTo("1");
        assertThat(document.getDocumentElement().getAttribute("tests")).isEqualTo("3");
        assertThat(document.getElementsByTagName("error").item(0).getTextContent())
                .isEqualTo("bad.yaml:1:1 <is> bad");
        assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(3);
        assertThat(document.getElementsByTagName("testcase")
                        .item(1)
                        .getAttributes()
                        .getNamedItem("name")
                        .getNodeValue())
                .isEqualTo("easy <\"&>");
        assertThat(document.getElementsByTagName("failure").item(0).getTextContent())
                .isEqualTo("""
                        effect: expected block, was local_only
                        rules: expected [never], was [fails]""");
        assertThat(xml).isEqualTo(JUnitReport.write(suites()));
    }

    private static List<JUnitReport.Suite> suites() {
        return List.of(
                new JUnitReport.Suite("p.yaml", run(), Optional.empty()),
                new JUnitReport.Suite("bad.yaml", List.of(), Optional.of("bad.yaml:1:1 <is> bad")));
    }

    private static List<PolicyTestResult> run() {
        return new PolicyTestRunner(_ -> List.of()).run(LOADED.policy(), LOADED.tests());
    }
}
