package dev.weir.policy.testing;

import java.util.List;
import java.util.Optional;

/** Results of policy tests in the XML that build servers read (the JUnit format). The same results give the same text. */
public final class JUnitReport {
    private static final String NEW_LINE = "\n";

    private JUnitReport() {}

    /**
     * What came of one policy's cases.
     *
     * @param file the policy file's name
     * @param problem why its cases could not be run; empty where they were
     */
    public record Suite(String file, List<PolicyTestResult> results, Optional<String> problem) {
        public Suite {
            results = List.copyOf(results);
        }

        private int errors() {
            return problem.isPresent() ? 1 : 0;
        }

        private long failures() {
            return results.stream().filter(result -> !result.passed()).count();
        }
    }

    /** Writes the report, the policies in the order given. */
    public static String write(List<Suite> suites) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").append(NEW_LINE);
        xml.append("<testsuites").append(counts(suites)).append('>').append(NEW_LINE);
        suites.forEach(suite -> suite(suite, xml));
        return xml.append("</testsuites>").append(NEW_LINE).toString();
    }

    private static void suite(Suite suite, StringBuilder xml) {
        xml.append("  <testsuite")
                .append(attribute("name", suite.file()))
                .append(counts(List.of(suite)))
                .append('>')
                .append(NEW_LINE);
        suite.problem().ifPresent(problem -> notRun(suite.file(), problem, xml));
        suite.results().forEach(result -> testCase(suite.file(), result, xml));
        xml.append("  </testsuite>").append(NEW_LINE);
    }

    private static void notRun(String file, String problem, StringBuilder xml) {
        xml.append("    <testcase")
                .append(attribute("classname", file))
                .append(attribute("name", "the policy's cases"))
                .append(attribute("file", file))
                .append('>')
                .append(NEW_LINE)
                .append("      <error")
                .append(attribute("message", "they could not be run"))
                .append('>')
                .append(escaped(problem))
                .append("</error>")
                .append(NEW_LINE)
                .append("    </testcase>")
                .append(NEW_LINE);
    }

    private static void testCase(String file, PolicyTestResult result, StringBuilder xml) {
        xml.append("    <testcase")
                .append(attribute("classname", file))
                .append(attribute("name", result.test().name()))
                .append(attribute("file", file))
                .append(attribute("line", String.valueOf(result.test().line())));
        if (result.passed()) {
            xml.append("/>").append(NEW_LINE);
            return;
        }
        xml.append('>').append(NEW_LINE).append("      <failure");
        xml.append(attribute("message", String.join("; ", result.failures()))).append('>');
        xml.append(escaped(String.join(NEW_LINE, result.failures())));
        xml.append("</failure>").append(NEW_LINE).append("    </testcase>").append(NEW_LINE);
    }

    private static String counts(List<Suite> suites) {
        long errors = suites.stream().mapToLong(Suite::errors).sum();
        long tests = suites.stream().mapToLong(suite -> suite.results().size()).sum();
        long failures = suites.stream().mapToLong(Suite::failures).sum();
        return attribute("tests", String.valueOf(tests + errors))
                + attribute("failures", String.valueOf(failures))
                + attribute("errors", String.valueOf(errors));
    }

    private static String attribute(String name, String value) {
        return " " + name + "=\"" + escaped(value) + "\"";
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(character -> {
            switch (character) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\n' -> escaped.append("&#10;");
                case '\t' -> escaped.append("&#9;");
                default -> escaped.appendCodePoint(isXml(character) ? character : '?');
            }
        });
        return escaped.toString();
    }

    private static boolean isXml(int character) {
        return character >= ' '
                && !(character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE)
                && character != 0xFFFE
                && character != 0xFFFF;
    }
}
