package dev.weir.gateway.leak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that must not leave. One for each entity, the first that the recognisers' own cases have, so that a new entity
 * is planted here as soon as it has a case there.
 *
 * @param text what is planted: the secret with what gives it away
 * @param secret the part of it that must not be seen
 */
record Canary(String entity, String text, String secret) {

    private static final Path CASES = Path.of(
            "..", "policy", "src", "test", "resources", "dev", "weir", "policy", "detection", "recogniser-cases.txt");

    private static final int SHORTEST = 5;

    static Collection<Canary> ofEachEntity() {
        Map<String, Canary> canaries = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(CASES)) {
                int bar = line.indexOf(" | ");
                boolean marked = bar > 0 && !line.startsWith("#") && line.indexOf('«') > bar;
                if (marked && line.indexOf('«') == line.lastIndexOf('«')) {
                    Canary canary = marked(line.substring(0, bar), line.substring(bar + 3));
                    if (canary.secret.length() >= SHORTEST) {
                        canaries.putIfAbsent(canary.entity, canary);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return canaries.values();
    }

    private static Canary marked(String entity, String text) {
        String secret = text.substring(text.indexOf('«') + 1, text.indexOf('»'));
        return new Canary(entity, text.replace("«", "").replace("»", ""), secret);
    }

    /** The text with its secret written differently. */
    String with(String disguised) {
        return text.replace(secret, disguised);
    }

    @Override
    public String toString() {
        return entity;
    }
}
