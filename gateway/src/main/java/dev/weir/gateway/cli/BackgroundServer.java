package dev.weir.gateway.cli;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The gateway in a process of its own, which outlives this one and its terminal. */
final class BackgroundServer {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration ASK = Duration.ofSeconds(2);
    private static final int TAIL_LINES = 15;
    private static final String ERROR = "error: ";

    private final Surroundings surroundings;
    private final ServerStart start;
    private final Path log;

    BackgroundServer(Surroundings surroundings, ServerStart start) {
        this.surroundings = surroundings;
        this.start = start;
        this.log = start.folders().log();
    }

    /** Starts the gateway and returns when it's ready. */
    int run() throws IOException, InterruptedException {
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling("weir.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        Process server = new ProcessBuilder(command())
                .directory(surroundings.workingFolder().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        URI base = await(server);
        surroundings.out().println(start.readyBlock(base.toString()));
        surroundings
                .err()
                .println("running in the background as process " + server.pid() + ", log " + log
                        + "; stop it with ./weir down");
        return ExitCode.OK;
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(detached());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        String classPath = System.getProperty("java.class.path");
        boolean oneJar = classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator);
        command.addAll(oneJar ? List.of("-jar", classPath) : List.of("-cp", classPath, WeirCommand.class.getName()));
        command.addAll(start.weirArguments());
        return command;
    }

    /** A session of its own where there is {@code setsid}; else at least deaf to the terminal's end. */
    private List<String> detached() {
        return Stream.of("setsid", "nohup")
                .filter(this::isOnPath)
                .findFirst()
                .map(List::of)
                .orElse(List.of());
    }

    private boolean isOnPath(String program) {
        return surroundings.variable("PATH").stream()
                .flatMap(path -> Stream.of(path.split(File.pathSeparator, -1)))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private URI await(Process server) throws IOException, InterruptedException {
        RunFile file = new RunFile(start.folders().data());
        long started = System.nanoTime();
        long saidSeconds = 0;
        while (!server.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            Optional<URI> address = file.running().flatMap(RunFile.Running::address);
            if (address.isPresent() && Readiness.ask(address.get(), ASK) == Readiness.READY) {
                finishLine();
                return address.get();
            }
            long seconds = Duration.ofNanos(System.nanoTime() - started).toSeconds();
            if (seconds > PATIENCE.toSeconds()) {
                server.destroy();
                throw CommandFailure.failed(
                        "Weir isn't ready after " + PATIENCE.toMinutes() + " minutes and was stopped", "read " + log);
            }
            saidSeconds = say(seconds, saidSeconds);
        }
        finishLine();
        throw CommandFailure.failed(lastWords(), "the whole log is " + log);
    }

    private long say(long seconds, long saidSeconds) {
        if (surroundings.isTerminal()) {
            surroundings.err().print("\rstarting \u2026 " + seconds + " s");
            surroundings.err().flush();
            return seconds;
        }
        if (seconds / 10 > saidSeconds / 10) {
            surroundings.err().println("starting, " + seconds + " s");
        }
        return seconds;
    }

    private void finishLine() {
        if (surroundings.isTerminal()) {
            surroundings.err().print("\r\u001b[K");
            surroundings.err().flush();
        }
    }

    /** The server's own error message, or else the end of its log. */
    private String lastWords() throws IOException {
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
        int error = -1;
        for (int index = 0; index < lines.size(); index++) {
            error = lines.get(index).startsWith(ERROR) ? index : error;
        }
        int from = error >= 0 ? error : Math.max(0, lines.size() - TAIL_LINES);
        String words = String.join("\n", lines.subList(from, lines.size()));
        return words.startsWith(ERROR) ? words.substring(ERROR.length()) : "Weir ended while starting:\n" + words;
    }
}
