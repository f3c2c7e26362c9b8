package dev.weir.gateway.inference.cloud;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows every problem of {@code weir.cloud} in place of a stack trace. */
final class InvalidCloudConfigurationAnalyzer extends AbstractFailureAnalyzer<InvalidCloudConfiguration> {

    @Override
    protected FailureAnalysis analyze(Throwable root, InvalidCloudConfiguration cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()), "Correct `weir.cloud` in the configuration.", cause);
    }
}
