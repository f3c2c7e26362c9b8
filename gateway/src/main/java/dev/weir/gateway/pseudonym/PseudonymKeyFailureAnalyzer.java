package dev.weir.gateway.pseudonym;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Turns a key that can't be read into one clear message instead of a stack trace. */
final class PseudonymKeyFailureAnalyzer extends AbstractFailureAnalyzer<PseudonymKeyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PseudonymKeyException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Correct it and start again. Without the key no pseudonyms can be made, so nothing could leave.",
                cause);
    }
}
