package dev.weir.gateway.cli;

import org.jspecify.annotations.Nullable;

/** A command can't go on, for a reason people can act on. Printed as one {@code error:} line and one {@code hint:}. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String hint;

    private CommandFailure(int exitCode, String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.hint = hint;
    }

    static CommandFailure failed(String message, String hint) {
        return new CommandFailure(ExitCode.FAILED, message, hint, null);
    }

    static CommandFailure failed(String message, String hint, Throwable cause) {
        return new CommandFailure(ExitCode.FAILED, message, hint, cause);
    }

    static CommandFailure usage(String message, String hint) {
        return new CommandFailure(ExitCode.USAGE, message, hint, null);
    }

    static CommandFailure unreachable(String message, String hint) {
        return new CommandFailure(ExitCode.UNREACHABLE, message, hint, null);
    }

    int exitCode() {
        return exitCode;
    }

    /** What to do next; empty if there is nothing to say. */
    String hint() {
        return hint;
    }
}
