package dev.weir.gateway.leak;

import dev.weir.gateway.WeirApplication;
import dev.weir.gateway.inference.ChatReply;
import dev.weir.gateway.inference.ChatRequest;
import dev.weir.gateway.inference.ClientPresence;
import dev.weir.gateway.inference.LocalBackend;
import dev.weir.gateway.settings.Directories;
import dev.weir.router.selection.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The gateway as it runs, all but the local model, whose place is taken by one that says where it is. */
final class RunningGateway implements AutoCloseable {

    static final String KEY = "weir-test-key-of-the-sales-team";
    // printf %s weir-test-key-of-the-sales-team | sha256sum
    private static final String KEY_HASH = "8c8397bbbca1bbcaaf68dd7b429f265ef6f4be50eb51c6524333d08250fd6640";

    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI chat;

    private RunningGateway(ConfigurableApplicationContext context) {
        this.context = context;
        this.chat = URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port")
                + "/v1/chat/completions");
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @AutoConfigurationPackage(basePackageClasses = WeirApplication.class)
    @ComponentScan(
            basePackages = "dev.weir.gateway",
            excludeFilters = {
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = {
                            ".*Test.*",
                            ".*WholeGateway.*",
                            "dev\\.weir\\.gateway\\.(inference\\.local|settings)\\..*"
                        }),
                @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = WeirApplication.class)
            })
    static class Wiring {
        @Bean
        LocalBackend local() {
            return new Here();
        }

        /** Without the check for unknown settings: the build sets properties of tests that begin like ours. */
        @Bean
        Directories directories(@Value("${weir.data-dir}") Path data) {
            return new Directories(data, data);
        }

        @Bean
        InstantSource clock() {
            return InstantSource.system();
        }
    }

    /** Starts with a policy in a folder of its own; {@code upstream} is the cloud. */
    static RunningGateway start(Path folder, String policy, EchoingUpstream upstream, String... settings)
            throws IOException {
        return start(folder, policy, upstream.address(), settings);
    }

    /** Starts with a policy in a folder of its own and a cloud at an address. */
    static RunningGateway start(Path folder, String policy, String upstream, String... settings) throws IOException {
        Files.writeString(
                folder.resolve("policy.yaml"), "apiVersion: weir/v1\nkind: Policy\nmetadata: {name: leaks}\n" + policy);
        List<String> arguments = new ArrayList<>(List.of(
                "--weir.data-dir=" + folder,
                "--server.port=0",
                "--weir.audit.append-timeout=10m",
                "--weir.keys[0].id=app",
                "--weir.keys[0].team=sales",
                "--weir.keys[0].sha256=" + KEY_HASH,
                "--weir.cloud.providers[0].id=sky",
                "--weir.cloud.providers[0].base-url=" + upstream,
                "--weir.cloud.providers[0].models[0].name=big",
                "--logging.level.root=error",
                "--logging.level.dev.weir=error"));
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        return new RunningGateway(new SpringApplicationBuilder(Wiring.class).run(arguments.toArray(String[]::new)));
    }

    /**
     * An answer.
     *
     * @param route as in the {@code x-weir-route} header; empty for a request that was refused before any decision
     */
    record Answer(int status, String route, String reason, String body, HttpHeaders headers) {

        /** What was said, streamed or not. */
        String text() {
            StringBuilder text = new StringBuilder();
            for (String line : body.lines().toList()) {
                String json = line.startsWith("data: ") ? line.substring("data: ".length()) : line;
                if (json.startsWith("{")) {
                    JsonNode choice = JsonMapper.shared().readTree(json).at("/choices/0");
                    text.append(choice.at("/message/content").asString(""));
                    text.append(choice.at("/delta/content").asString(""));
                }
            }
            return text.toString();
        }
    }

    Answer ask(ObjectNode body) {
        HttpRequest request = HttpRequest.newBuilder(chat)
                .header("authorization", "Bearer " + KEY)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    answer.headers().firstValue("x-weir-route").orElse(""),
                    answer.headers().firstValue("x-weir-reason").orElse(""),
                    answer.body(),
                    answer.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where it answers. */
    URI address() {
        return chat.resolve("/");
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        client.close();
        context.close();
    }

    private static final class Here implements LocalBackend {
        @Override
        public Target target() {
            return new Target("tiny", Target.Lane.LOCAL, 8_192, EnumSet.allOf(Target.Capability.class), true);
        }

        /** The seed where there is one, so that a test finds its own requests among decisions, which hold no content. */
        @Override
        public int countTokens(ChatRequest request) {
            return request.seed().isPresent() ? (int) request.seed().getAsLong() : 20;
        }

        @Override
        public ChatReply complete(ChatRequest request, ClientPresence client) {
            ObjectNode answer = JsonMapper.shared().createObjectNode();
            answer.putArray("choices").addObject().putObject("message").put("content", "answered here");
            return new ChatReply.Whole(answer);
        }
    }
}
