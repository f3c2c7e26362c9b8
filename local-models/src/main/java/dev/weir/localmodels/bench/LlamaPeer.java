package dev.weir.localmodels.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * llama.cpp in a Python process of its own, which does one workload per line that it is sent. Not thread-safe. Whoever
 * starts one closes it.
 */
final class LlamaPeer implements AutoCloseable {

    private static final String SCRIPT = "llama_peer.py";
    private static final int SECONDS_TO_END = 10;

    private final Process process;
    private final Path script;
    private final Writer commands;
    private final BufferedReader answers;

    private LlamaPeer(Process process, Path script) {
        this.process = process;
        this.script = script;
        this.commands = process.outputWriter(UTF_8);
        this.answers = process.inputReader(UTF_8);
    }

    /** Starts one, if the interpreter has {@code llama_cpp}. */
    static Optional<LlamaPeer> start(BenchmarkOptions options) throws IOException {
        String python = options.llamaPython().map(Path::toString).orElse("python3");
        Path script = Files.createTempFile("weir-", SCRIPT);
        try (InputStream content = Objects.requireNonNull(LlamaPeer.class.getResourceAsStream(SCRIPT), SCRIPT)) {
            Files.write(script, content.readAllBytes());
        }
        try {
            Process process = new ProcessBuilder(List.of(
                            python,
                            script.toString(),
                            options.model().gguf().toString(),
                            Integer.toString(options.threads())))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            LlamaPeer peer = new LlamaPeer(process, script);
            if ("ready".equals(peer.answers.readLine())) {
                return Optional.of(peer);
            }
            peer.close();
        } catch (IOException notFound) {
            Files.deleteIfExists(script);
        }
        return Optional.empty();
    }

    /** Seconds that a workload takes. */
    double seconds(Workload workload) throws IOException {
        return Double.parseDouble(ask("run " + workload.context() + " " + workload.steps()));
    }

    BenchmarkReport.Llama describe() throws IOException {
        String version = ask("version");
        long resident = Long.parseLong(ask("memory"));
        return new BenchmarkReport.Llama(version, resident == 0 ? Optional.empty() : Optional.of(resident));
    }

    private String ask(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("llama.cpp's process ended at `" + command + "`");
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        try {
            commands.close();
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interruption) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } finally {
            Files.deleteIfExists(script);
        }
    }
}
