package dev.weir.gateway.capture;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do about the keys of captured content. */
final class CaptureKeyFailureAnalyzer extends AbstractFailureAnalyzer<CaptureKeyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, CaptureKeyException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
