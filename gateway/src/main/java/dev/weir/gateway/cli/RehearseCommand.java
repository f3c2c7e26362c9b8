package dev.weir.gateway.cli;

import dev.weir.gateway.WeirApplication;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;

/**
 * A start to learn from: the gateway with nobody's settings and an empty data folder answers one question and ends. The
 * launcher runs it once for each build, while Java records what it loads and compiles for the starts that follow.
 */
@Command(name = "rehearse", hidden = true, description = "Start with an empty data folder, answer one question, end.")
final class RehearseCommand implements Callable<Integer> {

    private static final String QUESTION = """
            {"model": "auto", "messages": [{"role": "user", "content": "Fix this sentence: she go to school."}], "max_tokens": 16}""";

    private final Surroundings surroundings;

    RehearseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Path data = Files.createTempDirectory("weir-rehearsal");
        Folders folders =
                new Folders(data, new FolderOptions().resolve(surroundings).models());
        ServerStart start = new ServerStart(folders, new ServerAddress("127.0.0.1", 0), Optional.empty(), false);
        try (ConfigurableApplicationContext gateway = gateway(start)) {
            ask(gateway.getEnvironment().getRequiredProperty("local.server.port", Integer.class), folders);
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
        return ExitCode.OK;
    }

    private static ConfigurableApplicationContext gateway(ServerStart start) {
        try {
            return WeirApplication.start(start.springArguments(), start.springDefaults(), List.of());
        } catch (RuntimeException e) {
            throw StartupFailure.explain(e, null);
        }
    }

    private void ask(int port, Folders folders) throws IOException {
        URI chat = URI.create("http://127.0.0.1:" + port + "/v1/chat/completions");
        HttpURLConnection connection = (HttpURLConnection) chat.toURL().openConnection(Proxy.NO_PROXY);
        connection.setRequestMethod("POST");
        connection.setRequestProperty(
                "Authorization",
                "Bearer " + Files.readString(folders.bootstrapKey()).strip());
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        try (OutputStream body = connection.getOutputStream()) {
            body.write(QUESTION.getBytes(StandardCharsets.UTF_8));
        }
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw CommandFailure.failed(
                    "the rehearsal was answered with " + connection.getResponseCode(),
                    "`weir up` doesn't need it; starts are slower without");
        }
        surroundings.err().println("rehearsed");
    }
}
