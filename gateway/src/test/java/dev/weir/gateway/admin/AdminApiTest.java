package dev.weir.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.weir.gateway.audit.AuditTestContext;
import dev.weir.gateway.audit.DecisionLog;
import dev.weir.gateway.audit.SampleDecisions;
import dev.weir.gateway.audit.ShadowLog;
import dev.weir.gateway.capture.CaptureConfiguration;
import dev.weir.gateway.inference.TargetDirectory;
import dev.weir.gateway.policy.CurrentPolicy;
import dev.weir.gateway.policy.Detectors;
import dev.weir.policy.yaml.PolicyLoader;
import dev.weir.policy.yaml.PolicyLoading;
import dev.weir.router.selection.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The admin API on the real log. The answers are compared with {@code admin-ui/fixtures}, which the console's tests
 * read too, so that both sides agree. {@code -Dweir.fixtures.write=true} writes them anew.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminApiTest {

    private static final Path FIXTURES = Path.of("..", "admin-ui", "fixtures");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ConfigurableApplicationContext context;
    private MockMvc http;

    /** The admin API and the console's files, with a fixed clock, one policy and one cloud model. */
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class
    })
    @Import({
        CaptureConfiguration.class,
        DecisionsController.class,
        OverviewController.class,
        UnknownAdminPathController.class,
        AdminProblemAdvice.class,
        ConsoleConfiguration.class
    })
    static class Wiring {

        @Bean
        InstantSource clock() {
            return InstantSource.fixed(SampleDecisions.NOON);
        }

        @Bean
        CurrentPolicy policy() {
            byte[] text = "apiVersion: weir/v1\nkind: Policy\nmetadata: {name: default}\ndefault: local_only\n"
                    .getBytes(StandardCharsets.UTF_8);
            if (!(PolicyLoader.standard().load("default.yaml", text) instanceof PolicyLoading.Loaded loaded)) {
                throw new IllegalStateException("the test's policy is not valid");
            }
            return new CurrentPolicy(Detectors.SHIPPED.join(loaded.policy(), 3));
        }

        @Bean
        TargetDirectory models() {
            return () -> List.of(
                    new Target("smollm2-135m-instruct", Target.Lane.LOCAL, 8_192, Set.of(), true),
                    new Target("gpt-5-mini", Target.Lane.CLOUD, 128_000, Set.of(), true));
        }
    }

    @BeforeAll
    void start(@TempDir Path directory) {
        context = new SpringApplicationBuilder(Wiring.class, AuditTestContext.Wiring.class)
                .web(WebApplicationType.SERVLET)
                .run(
                        "--weir.data-dir=" + directory,
                        "--weir.audit.append-timeout=10m",
                        "--server.port=0",
                        "--server.address=127.0.0.1");
        http = MockMvcBuilders.webAppContextSetup((WebApplicationContext) context)
                .build();
        DecisionLog log = context.getBean(DecisionLog.class);
        SampleDecisions.decisions().forEach(log::append);
        SampleDecisions.outcomes().forEach(log::append);
        context.getBean(ShadowLog.class).append(SampleDecisions.shadowDifference("dec_07cloud"));
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/admin/v1/decisions, decisions.json",
        "/api/admin/v1/decisions/dec_07cloud, decision-cloud.json",
        "/api/admin/v1/decisions/dec_03errored, decision-errored.json",
        "/api/admin/v1/decisions/dec_08running, decision-running.json",
        "/api/admin/v1/decisions/dec_nobody, problem-not-found.json",
        "/api/admin/v1/overview, overview.json"
    })
    void get_answer_isTheFixtureThatTheConsoleKnows(String path, String fixture) throws Exception {
        String body = http.perform(get(path)).andReturn().getResponse().getContentAsString();

        JsonNode answer = JSON.readTree(body);
        Path file = FIXTURES.resolve(fixture);
        if (Boolean.getBoolean("weir.fixtures.write")) {
            write(file, answer);
        }
        assertThat(answer).isEqualTo(JSON.readTree(Files.readString(file)));
    }

    private static void write(Path file, JsonNode answer) throws IOException {
        Files.createDirectories(FIXTURES);
        Files.writeString(file, JSON.writeValueAsString(answer) + "\n");
    }

    @Test
    void list_pagesWithCursor_endsWithoutOne() throws Exception {
        String first = http.perform(get("/api/admin/v1/decisions?limit=5"))
                .andExpect(jsonPath("$.items.length()").value(5))
                .andReturn()
                .getResponse()
                .getContentAsString();
        String cursor = JSON.readTree(first).path("nextCursor").asString();

        http.perform(get("/api/admin/v1/decisions").param("limit", "5").param("cursor", cursor))
                .andExpect(jsonPath("$.items.length()").value(3))
                .andExpect(jsonPath("$.items[2].id").value("dec_01easy"))
                .andExpect(jsonPath("$.nextCursor").isEmpty());
    }

    @Test
    void list_exactlyOnePage_hasNoCursor() throws Exception {
        http.perform(get("/api/admin/v1/decisions?limit=8"))
                .andExpect(jsonPath("$.items.length()").value(8))
                .andExpect(jsonPath("$.nextCursor").isEmpty());
    }

    @Test
    void list_filtered_onlyMatching() throws Exception {
        http.perform(get("/api/admin/v1/decisions?route=cloud&team=legal&model="))
                .andExpect(jsonPath("$.items.length()").value(1))
                .andExpect(jsonPath("$.items[0].id").value("dec_07cloud"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "limit=x", "cursor=0", "cursor=-1", "cursor=99999999999999999999"})
    void list_badParameter_problemThatNamesIt(String query) throws Exception {
        http.perform(get("/api/admin/v1/decisions?" + query))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.code").value("invalid_request"))
                .andExpect(jsonPath("$.detail").value(org.hamcrest.Matchers.containsString(query.split("=", 2)[0])));
    }

    @Test
    void unknownPath_problemJson() throws Exception {
        assertThat(http.perform(get("/api/admin/v1/nothing"))
                        .andExpect(status().isNotFound())
                        .andReturn()
                        .getResponse()
                        .getContentType())
                .isEqualTo("application/problem+json");
    }
}
