package dev.weir.policy.pseudonym;

import dev.weir.policy.detection.EmbeddedJson;
import dev.weir.policy.detection.TextView;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts back what surrogates stand for, also where a model changed how they are written. What a model invented, a
 * surrogate that was never issued, stays as it is. Thread-safe.
 */
public final class Restorer {

    private static final int LONGEST_ESCAPE = 6;

    private final SurrogateMatcher matcher;
    private final int surrogates;

    public Restorer(PlaceholderVault vault) {
        this.matcher = new SurrogateMatcher(vault.entries());
        this.surrogates = vault.entries().size();
    }

    /** A text with its surrogates restored; JSON as a whole gets its values escaped. */
    public String restore(String text) {
        boolean json = !EmbeddedJson.tokens(TextView.of(text)).isEmpty();
        return restore(text, json ? TextForm.JSON : TextForm.PLAIN);
    }

    /** A text of known form with its surrogates restored. */
    public String restore(String text, TextForm form) {
        var stream = new StreamRestorer(this, form);
        return stream.push(text) + stream.finish();
    }

    /**
     * An answer with the surrogates in every string restored, arguments of tool calls included; a copy. The tokens of
     * log-probabilities and the places of annotations follow the text.
     */
    public ObjectNode restore(ObjectNode answer) {
        return new AnswerRestorer(this).restore(answer);
    }

    /** Most UTF-16 units that a stream holds back: the longest surrogate with all that is tolerated around it. */
    public int longestForm(TextForm form) {
        return form == TextForm.JSON ? matcher.longestForm() * LONGEST_ESCAPE : matcher.longestForm();
    }

    boolean isIdle() {
        return surrogates == 0;
    }

    SurrogateMatcher matcher() {
        return matcher;
    }

    @Override
    public String toString() {
        return "Restorer[" + surrogates + " surrogates]";
    }
}
