package dev.weir.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.PortInUseException;

class StartupFailureTest {

    @Test
    void explain_failureSpringBootKnows_itsDescriptionAndAction() {
        CommandFailure failure = StartupFailure.explain(new IllegalStateException(new PortInUseException(8080)), null);

        assertThat(failure).hasMessageContaining("Web server failed to start. Port 8080 was already in use.");
        assertThat(failure.hint()).isNotEmpty();
        assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void explain_unknownFailure_deepestMessage() {
        CommandFailure failure = StartupFailure.explain(
                new IllegalStateException("outer", new IllegalStateException("the model's window is too small")), null);

        assertThat(failure).hasMessage("Weir could not start: the model's window is too small");
    }
}
