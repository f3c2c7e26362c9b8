package dev.weir.policy.detection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code names.tsv}: the words that tell names from other words, by kind. */
final class NameWords {

    private static final Map<String, List<String>> BY_KIND = load();

    private NameWords() {}

    static List<String> of(String kind) {
        return List.copyOf(BY_KIND.getOrDefault(kind, List.of()));
    }

    /** The words of some kinds without case and accents. */
    static Set<String> folded(String... kinds) {
        var folded = new HashSet<String>();
        for (String kind : kinds) {
            of(kind).forEach(word -> folded.add(LetterFold.of(word)));
        }
        return Set.copyOf(folded);
    }

    private static Map<String, List<String>> load() {
        try (InputStream in = NameWords.class.getResourceAsStream("names.tsv")) {
            if (in == null) {
                throw new IllegalStateException("the words about names are missing");
            }
            var byKind = new HashMap<String, List<String>>();
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .forEach(fields -> byKind.computeIfAbsent(fields[0], kind -> new ArrayList<>())
                            .addAll(Arrays.asList(fields[1].split(",", -1))));
            return byKind;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
