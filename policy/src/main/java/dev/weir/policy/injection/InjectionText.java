package dev.weir.policy.injection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A text of which it is known whether it tries to give orders to a model.
 *
 * @param source whose data it is from
 * @param kind of attack or text, as its source names it
 * @param hash of its letters and digits as far as the first 120 of them: texts that begin alike belong together
 */
public record InjectionText(String text, boolean attack, String source, String kind, String hash) {

    private static final int TELLING = 120;

    static InjectionText of(String text, boolean attack, String source, String kind) {
        StringBuilder letters = new StringBuilder();
        text.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .limit(TELLING)
                .forEach(letters::appendCodePoint);
        return new InjectionText(text, attack, source, kind, sha256(letters.toString()));
    }

    /** One of five folds; texts that begin alike are in the same one. */
    int fold() {
        return Integer.parseInt(hash.substring(0, 6), 16) % InjectionEvaluation.FOLDS;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
