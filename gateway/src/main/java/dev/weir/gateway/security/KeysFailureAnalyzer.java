package dev.weir.gateway.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Turns unusable keys into one clear message instead of a stack trace. */
final class KeysFailureAnalyzer extends AbstractFailureAnalyzer<KeysUnusableException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, KeysUnusableException cause) {
        return new FailureAnalysis(
                "The API keys can't be used: " + cause.getMessage(),
                "Correct that in the data directory or under `weir.keys`, then start again.",
                rootFailure);
    }
}
