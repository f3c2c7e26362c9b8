package dev.weir.gateway.cli;

import dev.weir.gateway.WeirApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

    private static final int HTTP_OK = 200;
    private static final String QUESTION = """
            {"model": "auto", "messages": [{"role": "user", "content": "Fix this sentence: she go to school."}], "max_tokens": 16}""";

    private final Surroundings surroundings;

    RehearseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
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

    private void ask(int port, Folders folders) throws IOException, InterruptedException {
        String key = Files.readString(folders.bootstrapKey()).strip();
        HttpRequest question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(QUESTION))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(question, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != HTTP_OK) {
                throw CommandFailure.failed(
                        "the rehearsal was answered with " + answer.statusCode() + ": " + answer.body(),
                        "start with `weir up`, which doesn't need it");
            }
        }
        surroundings.err().println("rehearsed");
    }
}
