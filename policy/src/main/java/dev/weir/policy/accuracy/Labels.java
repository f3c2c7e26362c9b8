package dev.weir.policy.accuracy;

import dev.weir.policy.detection.Entity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The labels of the corpora, their groups, and the names that other detectors and Weir itself use for them. All of it is
 * in {@code labels.tsv}.
 */
public final class Labels {

    /** A gold span with this label is neither a miss nor a false alarm. */
    static final String IGNORED = "MISC";
    /** A gold span with this label matches any prediction. */
    static final String WILDCARD = "PII";

    private static final String SECRET = "SECRET";
    private static final String OTHER_HEALTH = "HEALTH";
    private static final Map<String, String> GROUPS = new HashMap<>();
    private static final Map<String, String> ALIASES = new HashMap<>();

    static {
        load();
    }

    private Labels() {}

    /** How finely labels are told apart. */
    public enum Level {
        /** Every label by itself. */
        FINE,
        /** Labels of a group are one. */
        COARSE,
        /** Any label matches any. */
        ANY;

        String of(String label) {
            if (label.equals(IGNORED) || label.equals(WILDCARD) || this == FINE) {
                return label;
            }
            return this == ANY ? WILDCARD : GROUPS.getOrDefault(label, label);
        }
    }

    /** The label that a name stands for; unknown names stand for themselves. */
    static String canonical(String name) {
        String plain = name.strip().toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
        return GROUPS.containsKey(plain) ? plain : ALIASES.getOrDefault(plain, plain);
    }

    /** The label of what Weir found. */
    static String of(Entity entity) {
        String label = canonical(entity.name());
        if (GROUPS.containsKey(label)) {
            return label;
        }
        return switch (entity.category()) {
            case SECRET -> SECRET;
            case HEALTH -> OTHER_HEALTH;
            case PERSONAL, CONFIDENTIAL -> label;
        };
    }

    static Set<String> canonical() {
        return new HashSet<>(GROUPS.keySet());
    }

    private static void load() {
        try (InputStream in = Labels.class.getResourceAsStream("labels.tsv")) {
            if (in == null) {
                throw new IllegalStateException("the list of labels is missing");
            }
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(Labels::addLine);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addLine(String line) {
        String[] fields = line.split("\t", -1);
        GROUPS.put(fields[0], fields[1]);
        for (String alias : fields[2].split(" ", -1)) {
            if (!alias.isEmpty()) {
                ALIASES.put(alias, fields[0]);
            }
        }
    }
}
