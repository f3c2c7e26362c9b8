package dev.weir.policy.detection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Reads {@code secrets.tsv}: entity, anchor and pattern of each kind of key that vendors publish the form of. */
final class SecretRules {

    private static final String RESOURCE = "secrets.tsv";

    private SecretRules() {}

    static List<SecretRule> load() {
        try (InputStream in = SecretRules.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the rules for secrets are missing: " + RESOURCE);
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("# "))
                    .map(SecretRules::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SecretRule parse(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != 3) {
            throw new IllegalStateException("a rule for secrets has three columns, this has " + fields.length);
        }
        return new SecretRule(
                StandardEntities.secret(fields[0]), fields[1], Pattern.compile(fields[2] + "(?![A-Za-z0-9])"));
    }
}
