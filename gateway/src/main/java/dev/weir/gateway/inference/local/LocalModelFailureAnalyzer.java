package dev.weir.gateway.inference.local;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a missing model in place of a stack trace. */
final class LocalModelFailureAnalyzer extends AbstractFailureAnalyzer<LocalModelMissingException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, LocalModelMissingException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
    }
}
