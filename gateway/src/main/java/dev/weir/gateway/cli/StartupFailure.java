package dev.weir.gateway.cli;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/** Turns a failed start of the application into one message, by Spring Boot's and Weir's own failure analyzers. */
final class StartupFailure {

    private StartupFailure() {}

    /** @param context the context that failed, as far as it came */
    static CommandFailure explain(Throwable failure, @Nullable ConfigurableApplicationContext context) {
        return SettingFailure.describe(failure)
                .map(settings -> CommandFailure.failed(
                        "Weir could not start: " + settings, "correct the configuration", failure))
                .orElseGet(() -> analysed(failure, context));
    }

    private static CommandFailure analysed(Throwable failure, @Nullable ConfigurableApplicationContext context) {
        return analyse(failure, context)
                .map(analysis -> CommandFailure.failed(
                        "Weir could not start: " + analysis.getDescription().strip(),
                        Objects.requireNonNullElse(analysis.getAction(), "").strip(),
                        failure))
                .orElseGet(() -> CommandFailure.failed(
                        "Weir could not start: " + deepestMessage(failure), "--debug shows the whole story", failure));
    }

    private static Optional<FailureAnalysis> analyse(
            Throwable failure, @Nullable ConfigurableApplicationContext context) {
        ArgumentResolver arguments = ArgumentResolver.none();
        if (context != null) {
            arguments = ArgumentResolver.of(BeanFactory.class, context.getBeanFactory())
                    .and(Environment.class, context.getEnvironment());
        }
        // analyzers whose arguments are missing are left out
        List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, arguments, FailureHandler.handleMessage((message, cause) -> {}));
        for (FailureAnalyzer analyzer : analyzers) {
            Optional<FailureAnalysis> analysis = analyse(analyzer, failure);
            if (analysis.isPresent()) {
                return analysis;
            }
        }
        return Optional.empty();
    }

    private static Optional<FailureAnalysis> analyse(FailureAnalyzer analyzer, Throwable failure) {
        try {
            return Optional.ofNullable(analyzer.analyze(failure));
        } catch (RuntimeException | LinkageError e) {
            // an analyzer that fails itself must not hide what happened
            return Optional.empty();
        }
    }

    private static String deepestMessage(Throwable failure) {
        String message = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
                message = cause.getMessage();
            }
        }
        return message.isEmpty() ? failure.getClass().getSimpleName() : message.strip();
    }
}
