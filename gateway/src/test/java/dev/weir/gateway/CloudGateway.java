package dev.weir.gateway;

import dev.weir.gateway.inference.ChatReply;
import dev.weir.gateway.inference.ChatRequest;
import dev.weir.gateway.inference.ClientPresence;
import dev.weir.gateway.inference.LocalBackend;
import dev.weir.router.selection.Target;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.env.StandardEnvironment;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The gateway as it runs, with its real cloud providers, which a test points at loopback. Only the local model is a
 * stand-in. Runs in this process or, by {@link #main}, in one of its own.
 */
public final class CloudGateway implements AutoCloseable {

    private static final String KEY = "weir-test-key-of-the-sales-team";
    // printf %s weir-test-key-of-the-sales-team | sha256sum
    private static final String KEY_HASH = "8c8397bbbca1bbcaaf68dd7b429f265ef6f4be50eb51c6524333d08250fd6640";
    private static final String READY = "listens on ";

    private final ConfigurableApplicationContext context;

    private CloudGateway(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** No configuration by its annotation: other tests' gateways scan this package. */
    @EnableAutoConfiguration
    @AutoConfigurationPackage(basePackageClasses = WeirApplication.class)
    @ComponentScan(
            basePackages = "dev.weir.gateway",
            excludeFilters = {
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = {
                            ".*Test.*",
                            ".*(Whole|Running)Gateway.*",
                            "dev\\.weir\\.gateway\\.(cli|inference\\.local)\\..*"
                        }),
                @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = WeirApplication.class)
            })
    static class Wiring {
        @Bean
        LocalBackend local() {
            return new Here();
        }
    }

    /** Starts on a folder with a policy; {@code settings} are {@code name=value}. */
    public static CloudGateway start(Path folder, String policy, String... settings) throws IOException {
        Files.writeString(
                folder.resolve("policy.yaml"), "apiVersion: weir/v1\nkind: Policy\nmetadata: {name: test}\n" + policy);
        return new CloudGateway(run(folder, List.of(settings)));
    }

    private static ConfigurableApplicationContext run(Path folder, List<String> settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--weir.data-dir=" + folder,
                "--weir.models-dir=" + folder,
                "--weir.audit.append-timeout=10m",
                "--weir.policy.poll-interval=1d",
                "--weir.keys[0].id=app",
                "--weir.keys[0].team=sales",
                "--weir.keys[0].sha256=" + KEY_HASH,
                "--server.port=0",
                "--server.tomcat.accept-count=2000",
                "--logging.level.root=error"));
        settings.forEach(setting -> arguments.add("--" + setting));
        return new SpringApplicationBuilder(Wiring.class)
                // Settings of the tests themselves are no settings of the gateway.
                .initializers(starting -> starting.getEnvironment()
                        .getPropertySources()
                        .remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME))
                .run(arguments.toArray(String[]::new));
    }

    /** Runs until it is killed: folder first, then settings. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        ConfigurableApplicationContext context = run(folder, List.of(arguments).subList(1, arguments.length));
        System.out.println(READY + port(context));
    }

    /** A gateway in a process of its own, and where it listens. */
    public record Child(Process process, URI address) implements AutoCloseable {

        /** Starts one on a folder that has its policy already. */
        public static Child start(Path folder, String... settings) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-Xmx512m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    CloudGateway.class.getName(),
                    folder.toString()));
            command.addAll(List.of(settings));
            Process process = new ProcessBuilder(command)
                    .redirectError(folder.resolve("child.err").toFile())
                    .start();
            var lines = process.inputReader();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(READY)) {
                    return new Child(process, URI.create("http://127.0.0.1:" + line.substring(READY.length())));
                }
            }
            throw new IOException("the gateway did not start: " + Files.readString(folder.resolve("child.err")));
        }

        /** As {@code kill -9} does it. */
        public void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static String port(ConfigurableApplicationContext context) {
        return context.getEnvironment().getRequiredProperty("local.server.port");
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port(context));
    }

    /** A request for a chat completion. */
    public static HttpRequest.Builder chat(URI gateway, String body) {
        return HttpRequest.newBuilder(gateway.resolve("/v1/chat/completions"))
                .header("authorization", "Bearer " + KEY)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** An answer, read whole. */
    public record Answer(int status, HttpResponse<String> response) {

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        @Override
        public String toString() {
            return status + " " + response.headers().map() + " " + response.body();
        }
    }

    /** Asks and waits for the end of the answer. */
    public static Answer ask(HttpClient client, URI gateway, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(chat(gateway, body).build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Reads the admin API below {@code /api/admin/v1/}. */
    public Answer admin(HttpClient client, Path folder, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address().resolve("/api/admin/v1/" + path))
                .header(
                        "authorization",
                        "Bearer "
                                + Files.readString(folder.resolve("bootstrap.key"))
                                        .strip())
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response);
    }

    @Override
    public void close() {
        context.close();
    }

    private static final class Here implements LocalBackend {
        @Override
        public Target target() {
            return new Target("tiny", Target.Lane.LOCAL, 8_192, EnumSet.allOf(Target.Capability.class), true);
        }

        @Override
        public int countTokens(ChatRequest request) {
            return 20;
        }

        @Override
        public ChatReply complete(ChatRequest request, ClientPresence client) {
            ObjectNode answer = JsonMapper.shared().createObjectNode();
            answer.putArray("choices")
                    .addObject()
                    .put("finish_reason", "stop")
                    .putObject("message")
                    .put("content", "answered here");
            answer.putObject("usage").put("prompt_tokens", 20).put("completion_tokens", 2);
            return new ChatReply.Whole(answer);
        }
    }
}
