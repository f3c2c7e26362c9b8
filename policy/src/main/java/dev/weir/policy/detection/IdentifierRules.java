package dev.weir.policy.detection;

import dev.weir.policy.detection.Entity.Category;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads {@code identifiers.tsv}: the numbers that states, banks and insurers give to people, by pack. */
final class IdentifierRules {

    private static final int COLUMNS = 7;
    /** In forms, a tilde stands for a separator that may be left out. */
    private static final String SEPARATOR = "[ .-]?";

    private final Map<String, List<String>> cues = new TreeMap<>();
    private final SortedMap<String, List<IdentifierRule>> byPack = new TreeMap<>();
    private final CueWords cueWords;

    private IdentifierRules(List<String> lines) {
        List<String[]> rows = lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .toList();
        rows.stream().filter(row -> row[0].equals("cues")).forEach(row -> cues.put(row[1], words(row[2])));
        rows.stream().filter(row -> !row[0].equals("cues")).forEach(this::checkColumns);
        this.cueWords = new CueWords(cues);
        rows.stream()
                .filter(row -> !row[0].equals("cues"))
                .forEach(row -> byPack.computeIfAbsent(row[0], pack -> new ArrayList<>())
                        .add(rule(row)));
    }

    static IdentifierRules load() {
        try (InputStream in = IdentifierRules.class.getResourceAsStream("identifiers.tsv")) {
            if (in == null) {
                throw new IllegalStateException("the rules for identifiers are missing");
            }
            return new IdentifierRules(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rules of each pack. */
    SortedMap<String, List<IdentifierRule>> byPack() {
        return byPack;
    }

    CueWords cueWords() {
        return cueWords;
    }

    private void checkColumns(String[] row) {
        if (row.length != COLUMNS) {
            throw new IllegalStateException(
                    "a rule for identifiers has " + COLUMNS + " columns, this has " + row.length + ": " + row[1]);
        }
        cues.put(cueName(row), words(row[6]));
    }

    private IdentifierRule rule(String[] row) {
        boolean soft = row[4].startsWith("?");
        return new IdentifierRule(
                new Entity(row[1], row[2].equals("health") ? Category.HEALTH : Category.PERSONAL),
                Pattern.compile("(?i)" + row[3].replace("~", SEPARATOR)),
                IdentifierChecks.named(soft ? row[4].substring(1) : row[4]),
                IdentifierRule.Trust.valueOf(row[5].toUpperCase(Locale.ROOT)),
                soft,
                cueWords.group(cueName(row)));
    }

    /** Rules that share a named group of cues write its name; others have a group of their own. */
    private static String cueName(String[] row) {
        return row[6].startsWith("@") ? row[6].substring(1) : row[6];
    }

    private List<String> words(String written) {
        if (written.startsWith("@")) {
            return cues.getOrDefault(written.substring(1), List.of());
        }
        return Arrays.stream(written.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
