package dev.weir.router.signal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Words and phrases by topic, from the resource {@code lexicon.txt}. Immutable. */
final class Lexicon {
    /** Longest phrase, in words. */
    static final int LONGEST_PHRASE = 4;

    private static final int SHORTEST_STEM = 3;
    private static final int LONGEST_STEM = 16;

    /** What a word speaks of. */
    enum Topic {
        DEEP,
        REPAIR,
        REASONING,
        PLANNING,
        MATHS,
        CODE,
        EXPERT,
        CONSTRAINT,
        WRITING,
        EASY
    }

    private final Map<String, Set<Topic>> phrases = new HashMap<>();
    private final Map<String, Set<Topic>> stems = new HashMap<>();

    private Lexicon() {}

    static Lexicon load() {
        try (InputStream stream = Objects.requireNonNull(Lexicon.class.getResourceAsStream("lexicon.txt"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            Lexicon lexicon = new Lexicon();
            Topic topic = Topic.EASY;
            for (String line : reader.lines().toList()) {
                if (line.startsWith("[")) {
                    topic = Topic.valueOf(line.substring(1, line.length() - 1).toUpperCase(Locale.ROOT));
                } else if (!line.startsWith("#")) {
                    lexicon.add(topic, line);
                }
            }
            return lexicon;
        } catch (IOException e) {
            throw new UncheckedIOException("the lexicon can't be read; the build is incomplete", e);
        }
    }

    private void add(Topic topic, String line) {
        for (String entry : line.split(",", -1)) {
            String phrase = entry.strip();
            if (phrase.endsWith("*")) {
                String stem = phrase.substring(0, phrase.length() - 1);
                stems.computeIfAbsent(stem, _ -> EnumSet.noneOf(Topic.class)).add(topic);
            } else if (!phrase.isEmpty()) {
                phrases.computeIfAbsent(phrase, _ -> EnumSet.noneOf(Topic.class))
                        .add(topic);
            }
        }
    }

    /** The topics of a phrase; of a single word also by its stem. */
    Set<Topic> topics(String phrase, boolean single) {
        Set<Topic> found = phrases.getOrDefault(phrase, Set.of());
        if (!single || !found.isEmpty()) {
            return found;
        }
        for (int end = Math.min(phrase.length(), LONGEST_STEM); end >= SHORTEST_STEM; end--) {
            Set<Topic> byStem = stems.get(phrase.substring(0, end));
            if (byStem != null) {
                return byStem;
            }
        }
        return Set.of();
    }

    /** The phrases of up to {@link #LONGEST_PHRASE} words that end at the last of these words, shortest first. */
    static List<String> endingAt(List<String> words, int last) {
        StringBuilder phrase = new StringBuilder(words.get(last));
        List<String> ending = new ArrayList<>(LONGEST_PHRASE);
        ending.add(phrase.toString());
        for (int i = last - 1; i >= 0 && ending.size() < LONGEST_PHRASE; i--) {
            phrase.insert(0, ' ').insert(0, words.get(i));
            ending.add(phrase.toString());
        }
        return ending;
    }
}
