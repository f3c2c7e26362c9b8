package dev.weir.gateway.audit;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Turns a log that can't be opened into one clear message instead of a stack trace. */
final class AuditStartFailureAnalyzer extends AbstractFailureAnalyzer<AuditStartException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, AuditStartException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), rootFailure);
    }
}
