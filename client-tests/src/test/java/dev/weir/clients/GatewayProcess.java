package dev.weir.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The gateway's jar, started as users start it, on a free port of 127.0.0.1 with a data directory of its own. */
final class GatewayProcess implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)/v1");

    private final Process process;
    private final Path dataDirectory;
    private final URI address;

    private GatewayProcess(Process process, Path dataDirectory, URI address) {
        this.process = process;
        this.dataDirectory = dataDirectory;
        this.address = address;
    }

    /**
     * Starts the gateway and waits until it says that it is ready.
     *
     * @param environment added to the environment, with everything that names a cloud provider taken out first
     */
    static GatewayProcess start(Path dataDirectory, Map<String, String> environment, String... arguments) {
        List<String> command = command(new String[0], "up", "--port", "0", "--data-dir", dataDirectory.toString());
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("OPENAI_") || name.startsWith("ANTHROPIC_"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            return new GatewayProcess(process, dataDirectory, awaitReady(process));
        } catch (IOException e) {
            throw new UncheckedIOException("the gateway could not be started", e);
        }
    }

    /** The command line of the packaged {@code weir}. */
    static List<String> command(String[] javaOptions, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(Arrays.asList(javaOptions));
        command.addAll(List.of("-jar", System.getProperty("weir.gateway.jar", "no -Dweir.gateway.jar")));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    private static URI awaitReady(Process process) {
        CompletableFuture<URI> ready = new CompletableFuture<>();
        List<String> output = new ArrayList<>();
        Thread.ofVirtual().start(() -> {
            try (BufferedReader reader = process.inputReader(UTF_8)) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    output.add(line);
                    Matcher matcher = READY.matcher(line);
                    if (line.contains("ready") && matcher.find()) {
                        ready.complete(URI.create(matcher.group(1)));
                    }
                }
                ready.completeExceptionally(
                        new IllegalStateException("the gateway ended:\n" + String.join("\n", output)));
            } catch (IOException e) {
                ready.completeExceptionally(e);
            }
        });
        try {
            return ready.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IllegalStateException("interrupted while the gateway started", e);
        } catch (ExecutionException e) {
            process.destroyForcibly();
            throw new IllegalStateException(e.getCause());
        }
    }

    /** As in {@code OPENAI_BASE_URL}. */
    String baseUrl() {
        return address + "/v1";
    }

    URI address() {
        return address;
    }

    /** The key that the gateway made at its first start. */
    String key() {
        try {
            return Files.readString(dataDirectory.resolve("bootstrap.key")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
