package dev.weir.gateway.policy;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a refused policy's problems in place of a stack trace. */
final class PolicyRefusedAnalyzer extends AbstractFailureAnalyzer<PolicyRefusedException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, PolicyRefusedException cause) {
        return new FailureAnalysis(
                "The policy was refused:\n" + cause.getMessage(),
                "Correct the file or the setting and start again. Without a valid policy nothing is answered.",
                cause);
    }
}
