package dev.weir.policy.yaml;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws policies whose texts hold everything that YAML treats specially, written with escapes. */
final class RandomTexts {
    private static final List<String> PIECES = List.of(
            " ",
            "  ",
            "\n",
            "\n\n",
            "\t",
            "\r",
            "\r\n",
            "'",
            "\"",
            "\\",
            "#",
            " #",
            ": ",
            ":",
            "- ",
            "-",
            "? ",
            "!",
            "&a",
            "*a",
            "%",
            "@",
            "`",
            "|",
            ">",
            "{",
            "}",
            "[",
            "]",
            ",",
            "---",
            "...",
            "~",
            "null",
            "no",
            "true",
            "010",
            "1:30",
            "0x1f",
            "1e3",
            ".inf",
            "2026-01-01",
            "<<",
            "=",
            "word",
            "two words",
            "ü",
            "ệ",
            "漢字",
            "\u00A0",
            "\u0085",
            "\u2028",
            "\u202E",
            "\u2066",
            "\uFEFF",
            "\u200B",
            "\u0007",
            "\uE000",
            "\uFFFD",
            "\uD83D\uDE00",
            "\0");

    private final RandomGenerator random;

    RandomTexts(RandomGenerator random) {
        this.random = random;
    }

    /** One that loads, with a rule and a test. */
    String policy() {
        return """
                apiVersion: weir/v1
                kind: Policy
                metadata: {name: p, description: %s}
                default: {cloud: as_is}
                rules:
                  - {id: r, description: %s, when: %s, effect: local_only}
                tests:
                  - name: %s
                    request: {system: %s, user: %s}
                    facts:
                      labels: {? %s : %s}
                      model: %s
                      difficulty: %s
                      spend: {key: {hour: %s}}
                      targets: [{id: %s, provider: %s}]
                    expect: {effect: block}
                """.formatted(
                        text(),
                        text(),
                        quoted("request.model == r'" + "x".repeat(random.nextInt(200)) + "'"
                                + " \n".repeat(random.nextInt(3)) + "|| request.stream // " + oneLine()),
                        text(),
                        text(),
                        text(),
                        text(),
                        text(),
                        text(),
                        fraction(),
                        fraction(),
                        text(),
                        text());
    }

    private String fraction() {
        return random.nextInt(4) == 0
                ? "0.00000" + random.nextInt(1, 10)
                : String.format(Locale.ROOT, "0.%06d", random.nextInt(1_000_000));
    }

    private String oneLine() {
        return raw().replaceAll("[\\n\\r\\u0000\\u0085\\u2028]", " ");
    }

    /** Never blank. */
    private String text() {
        return quoted(random.nextInt(8) == 0 ? "k".repeat(random.nextInt(1, 1200)) : raw() + "x" + raw());
    }

    private String raw() {
        return IntStream.range(0, random.nextInt(6))
                .mapToObj(_ -> PIECES.get(random.nextInt(PIECES.size())))
                .collect(Collectors.joining());
    }

    private static String quoted(String text) {
        return text.chars()
                .mapToObj(unit -> unit >= ' ' && unit <= '~' && unit != '"' && unit != '\\'
                        ? String.valueOf((char) unit)
                        : String.format("\\u%04x", unit))
                .collect(Collectors.joining("", "\"", "\""));
    }
}
