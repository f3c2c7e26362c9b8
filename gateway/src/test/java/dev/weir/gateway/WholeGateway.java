package dev.weir.gateway;

import dev.weir.gateway.inference.CloudCatalogue;
import dev.weir.gateway.inference.LocalBackend;
import dev.weir.gateway.policy.PolicyTestContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.env.StandardEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole gateway behind HTTP, on a database and a policy file in a folder of the test's own. Only the models are
 * stand-ins. The policy file is looked at when a test says so.
 */
public final class WholeGateway implements AutoCloseable {

    /** Key of the team {@code sales}, without admin rights. */
    public static final String TEAM_KEY = "weir-test-key-of-the-sales-team";

    private static final String TEAM_KEY_HASH = "8c8397bbbca1bbcaaf68dd7b429f265ef6f4be50eb51c6524333d08250fd6640";

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;
    private final String adminKey;

    private WholeGateway(ConfigurableApplicationContext context, URI base, String adminKey) {
        this.context = context;
        this.base = base;
        this.adminKey = adminKey;
    }

    /** All beans but the models and the command line. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @ComponentScan(
            basePackages = "dev.weir.gateway",
            excludeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern = {
                                "dev\\.weir\\.gateway\\.(cli|leak|inference\\.cloud|inference\\.local)\\..*",
                                "dev\\.weir\\.gateway\\.WeirApplication",
                                ".*Test.*"
                            }))
    static class Wiring {

        @Bean
        StandInModels models() {
            return new StandInModels();
        }

        @Bean
        LocalBackend localModel(StandInModels models) {
            return models.local();
        }

        @Bean
        CloudCatalogue cloudModels(StandInModels models) {
            return () -> List.of(models.cloud());
        }
    }

    /** Starts with what is in {@code directory}; {@code settings} are {@code name=value}. */
    public static WholeGateway start(Path directory, String... settings) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--weir.data-dir=" + directory,
                "--weir.models-dir=" + directory,
                "--weir.audit.append-timeout=10m",
                "--weir.policy.poll-interval=1d",
                "--weir.policy.settle-time=1d",
                "--weir.keys[0].id=app",
                "--weir.keys[0].team=sales",
                "--weir.keys[0].sha256=" + TEAM_KEY_HASH,
                "--logging.level.root=off",
                "--server.port=0"));
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        ConfigurableApplicationContext context = new SpringApplicationBuilder(Wiring.class)
                // Settings of the tests themselves are no settings of the gateway.
                .initializers(starting -> starting.getEnvironment()
                        .getPropertySources()
                        .remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME))
                .run(arguments.toArray(String[]::new));
        return new WholeGateway(
                context,
                URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port")),
                Files.readString(directory.resolve("bootstrap.key")).strip());
    }

    /** An answer, read whole. */
    public record Answer(int status, HttpResponse<String> response) {
        /** The body as JSON. */
        public JsonNode json() {
            return JsonMapper.shared().readTree(response.body());
        }

        /** A header's value; empty where there is none. */
        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        @Override
        public String toString() {
            return status + " " + response.body();
        }
    }

    /** Calls the admin API. {@code request} is a method and a path below {@code /api/admin/v1}. */
    public Answer admin(String request) throws Exception {
        return admin(request, "");
    }

    /** Calls the admin API with a policy. */
    public Answer admin(String request, String yaml) throws Exception {
        return send(request.replace(" /", " /api/admin/v1/"), yaml, "application/yaml", adminKey);
    }

    /** Asks a question with the team's key. */
    public Answer ask(String question) throws Exception {
        String body = JsonMapper.shared()
                .createObjectNode()
                .put("model", "auto")
                .set(
                        "messages",
                        JsonMapper.shared()
                                .createArrayNode()
                                .add(JsonMapper.shared()
                                        .createObjectNode()
                                        .put("role", "user")
                                        .put("content", question)))
                .toString();
        return send("POST /v1/chat/completions", body, "application/json", TEAM_KEY);
    }

    /** Sends anything; without a key where it is empty. */
    public Answer send(String requestLine, String body, String type, String key) throws Exception {
        String[] parts = requestLine.split(" ", 2);
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(parts[1]))
                .header("Content-Type", type)
                .method(parts[0], HttpRequest.BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response);
    }

    public URI address() {
        return base;
    }

    public String adminKey() {
        return adminKey;
    }

    public StandInModels models() {
        return bean(StandInModels.class);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Writes {@code policy.yaml}. */
    public static void policyFile(Path directory, String yaml) {
        PolicyTestContext.write(directory, yaml);
    }

    @Override
    public void close() {
        http.close();
        context.close();
    }
}
