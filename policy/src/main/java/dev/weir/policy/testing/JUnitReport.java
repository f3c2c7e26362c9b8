package dev.weir.policy.testing;

import java.util.List;
import java.util.Map;

/** Results of policy tests in the XML that build servers read (the JUnit format). The same results give the same text. */
public final class JUnitReport {
    private static final String NEW_LINE = "\n";

    private JUnitReport() {}

    /**
     * Writes the report.
     *
     * @param suites results by the policy file's name, in the order to print
     */
    public static String write(Map<String, List<PolicyTestResult>> suites) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").append(NEW_LINE);
        List<PolicyTestResult> all =
                suites.values().stream().flatMap(List::stream).toList();
        xml.append("<testsuites").append(counts(all)).append('>').append(NEW_LINE);
        suites.forEach((file, results) -> suite(file, results, xml));
        return xml.append("</testsuites>").append(NEW_LINE).toString();
    }

    private static void suite(String file, List<PolicyTestResult> results, StringBuilder xml) {
        xml.append("  <testsuite")
                .append(attribute("name", file))
                .append(counts(results))
                .append('>')
                .append(NEW_LINE);
        results.forEach(result -> testCase(file, result, xml));
        xml.append("  </testsuite>").append(NEW_LINE);
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

    private static String counts(List<PolicyTestResult> results) {
        long failures = results.stream().filter(result -> !result.passed()).count();
        return attribute("tests", String.valueOf(results.size())) + attribute("failures", String.valueOf(failures));
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
