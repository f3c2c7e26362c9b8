package dev.weir.router.learning;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;

/**
 * One prompt and how models did on it.
 *
 * @param id of the row in its file
 * @param set what it is measured with, {@code routellm mmlu} for instance
 * @param expert which expert learns from it
 * @param topic what it teaches the topics, finer than the set where the data say more; empty for none
 * @param local how well a small model did, 0 to 1
 * @param cloud how well a strong model did, 0 to 1
 * @param weight how much it counts in learning
 */
public record RoutingRow(
        String id, String set, String expert, String topic, String prompt, double local, double cloud, double weight) {

    /** Folds of the cross-validation. */
    static final int FOLDS = 5;

    private static final int STEM = 400;
    private static final String OPTIONS = "\nA. ";
    private static final String PROGRAM = "[PYTHON]";
    private static final String ANSWER_FORMAT = "\nAfter careful thought";

    /** Begins the names of sets whose outcomes follow from a label. */
    static final String LABELLED = "prompts ";

    /** Whether the outcomes follow from a label and nobody graded answers. */
    boolean isLabelled() {
        return set.startsWith(LABELLED);
    }

    /** How likely it is that the small model fails where the strong one succeeds. */
    double need() {
        return (1 - local) * cloud;
    }

    /** The fold; rows that share a question, whatever their files, share it. */
    int fold() {
        return Integer.parseInt(digest(stem()).substring(0, 4), 16) % FOLDS;
    }

    /** Letters and digits of the question alone, without answers to choose from and without talk on format. */
    String stem() {
        String question = before(before(prompt, OPTIONS), ANSWER_FORMAT);
        int program = question.indexOf(PROGRAM);
        String bare = Normalizer.normalize(program < 0 ? question : question.substring(program), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "");
        return bare.substring(0, Math.min(STEM, bare.length()));
    }

    private static String before(String text, String mark) {
        int at = text.indexOf(mark);
        return at <= 0 ? text : text.substring(0, at);
    }

    /** A SHA-256 in hexadecimal. */
    static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
