package dev.weir.policy.injection;

import dev.weir.policy.accuracy.JsonlTexts;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads texts for training and measuring: a JSON object a line with {@code text} or {@code prompt}, {@code label} ({@code
 * attack}, anything else is benign), {@code source} and {@code category}, plain or gzipped.
 */
public final class InjectionTexts {

    private InjectionTexts() {}

    /**
     * The texts of files and folders, in an order that depends on them alone.
     *
     * @param mostOfASource benign texts of one source; which ones depends on their hashes
     */
    public static List<InjectionText> read(Collection<Path> places, int mostOfASource) throws IOException {
        Map<String, List<InjectionText>> bySource = new TreeMap<>();
        for (Path place : places) {
            for (Path file : JsonlTexts.files(place)) {
                read(file, bySource);
            }
        }
        var texts = new ArrayList<InjectionText>();
        for (List<InjectionText> all : bySource.values()) {
            all.sort(Comparator.comparing(InjectionText::hash).thenComparing(InjectionText::text));
            all.stream().filter(InjectionText::attack).forEach(texts::add);
            all.stream().filter(text -> !text.attack()).limit(mostOfASource).forEach(texts::add);
        }
        return texts;
    }

    private static void read(Path file, Map<String, List<InjectionText>> bySource) throws IOException {
        try (BufferedReader in = JsonlTexts.reader(file)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                JsonNode entry = JsonMapper.shared().readTree(line.isBlank() ? "{}" : line);
                String text = entry.path("text").asString(entry.path("prompt").asString(""));
                if (!text.isBlank()) {
                    String source =
                            entry.path("source").asString(entry.path("bench").asString("other"));
                    boolean attack = entry.path("label").asString("").equals("attack");
                    String kind = entry.path("category").asString(source);
                    bySource.computeIfAbsent(source, _ -> new ArrayList<>())
                            .add(InjectionText.of(text, attack, source, attack ? kind : source));
                }
            }
        }
    }
}
