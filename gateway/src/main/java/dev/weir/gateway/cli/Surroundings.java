package dev.weir.gateway.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a command takes from the process it runs in.
 *
 * @param environment environment variables
 * @param workingFolder what relative paths are relative to
 * @param home the user's home folder
 * @param out where data goes
 * @param err where talk goes
 */
record Surroundings(Map<String, String> environment, Path workingFolder, Path home, PrintStream out, PrintStream err) {

    static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                Path.of(System.getProperty("user.home")),
                System.out,
                System.err);
    }

    /** A variable that is set and not empty. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** A path as the user wrote it, made absolute. */
    Path path(String written) {
        return workingFolder.resolve(written).normalize();
    }

    /** Whether talk goes to a person's terminal; the launcher knows, since Java can't ask about stderr alone. */
    boolean isTerminal() {
        return variable("WEIR_STDERR_IS_TERMINAL").isPresent() && variable("CI").isEmpty();
    }

    /** Whether data goes to a person's terminal. */
    boolean isOutputTerminal() {
        return variable("WEIR_STDOUT_IS_TERMINAL").isPresent() && variable("CI").isEmpty();
    }
}
