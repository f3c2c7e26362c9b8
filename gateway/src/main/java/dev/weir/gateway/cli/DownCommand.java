package dev.weir.gateway.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stops the gateway: asks it to end, and waits until it has. */
@Command(name = "down", description = "Stop the gateway.", mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

    private static final long POLL_MILLIS = 100;

    private final Surroundings surroundings;

    @Mixin
    private final FolderOptions folderOptions = new FolderOptions();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "45",
            description = "How long to wait for running requests. Default: 45.")
    private int timeoutSeconds;

    DownCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Folders folders = folderOptions.resolve(surroundings);
        RunFile file = new RunFile(folders.data());
        Optional<RunFile.Running> running = file.running();
        if (running.isEmpty()) {
            surroundings.err().println("Weir isn't running on " + folders.data());
            return ExitCode.OK;
        }
        long pid = running.get()
                .pid()
                .orElseThrow(() -> CommandFailure.failed("Weir is just starting", "try again in a moment"));
        // the lock is held, so the process that wrote this id lives: the id can't be somebody else's
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        long deadline = System.nanoTime() + Duration.ofSeconds(timeoutSeconds).toNanos();
        while (file.running().isPresent()) {
            if (System.nanoTime() > deadline) {
                throw CommandFailure.failed(
                        "Weir (process " + pid + ") still runs after " + timeoutSeconds + " s",
                        "wait longer with --timeout, or end it hard: kill -9 " + pid);
            }
            Thread.sleep(POLL_MILLIS);
        }
        surroundings.err().println("Weir is down (process " + pid + ")");
        return ExitCode.OK;
    }
}
