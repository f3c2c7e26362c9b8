package dev.weir.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import dev.weir.gateway.audit.AuditTestContext;
import dev.weir.gateway.audit.DecisionEntry;
import dev.weir.gateway.audit.DecisionLog;
import dev.weir.gateway.audit.DecisionSearch;
import dev.weir.gateway.audit.OutcomeEntry;
import dev.weir.gateway.audit.SampleDecisions;
import dev.weir.policy.replay.RecordedDecision;
import dev.weir.policy.replay.RecordedDecisionReader;
import dev.weir.policy.replay.RecordedLine;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** Recorded decisions for replay, from the real log. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecisionFactsApiTest {

    private static final String PATH = "/api/admin/v1/decisions/facts";

    private ConfigurableApplicationContext context;
    private MockMvc http;

    @BeforeAll
    void start(@TempDir Path directory) {
        context = new SpringApplicationBuilder(AuditTestContext.Wiring.class)
                .web(WebApplicationType.NONE)
                .run("--weir.data-dir=" + directory, "--weir.audit.append-timeout=10m", "--logging.level.root=warn");
        DecisionLog log = context.getBean(DecisionLog.class);
        for (int second = 5; second > 0; second--) {
            log.append(SampleDecisions.withFacts("dec_facts" + second, second));
            log.append(SampleDecisions.easy("dec_without" + second, second));
        }
        log.append(outcome("dec_facts5", 0));
        log.append(outcome("dec_facts4", 1_234));
        http = MockMvcBuilders.standaloneSetup(new DecisionFactsController(
                        log, context.getBean(DecisionSearch.class), InstantSource.fixed(SampleDecisions.NOON)))
                .setControllerAdvice(new AdminProblemAdvice())
                .build();
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @Test
    void facts_pages_everyDecisionThatHasSomeOldestFirst() throws Exception {
        List<RecordedDecision> all = new ArrayList<>();
        List<RecordedDecision> page = page("?limit=2");
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(2);
            all.addAll(page);
            page = page("?limit=2&after=" + page.getLast().id());
        }

        assertThat(all)
                .extracting(RecordedDecision::id)
                .containsExactly("dec_facts5", "dec_facts4", "dec_facts3", "dec_facts2", "dec_facts1");
    }

    @Test
    void facts_oneDecision_allThatReplayNeeds() throws Exception {
        DecisionEntry entry = SampleDecisions.withFacts("dec_facts4", 4);

        RecordedDecision decision = page("").get(1);

        assertThat(decision.facts()).isEqualTo(entry.facts().orElseThrow());
        assertThat(decision.policy()).isEqualTo(entry.decision().policy());
        assertThat(decision.verdict()).isEqualTo(RecordedDecision.Verdict.of(entry.decision()));
        assertThat(decision.course())
                .isEqualTo(new RecordedDecision.Course(
                        RecordedDecision.Route.CLOUD, entry.model(), "easy", entry.pseudonyms()));
        assertThat(decision.usage()).isEqualTo(new RecordedDecision.Usage(24, 12, OptionalLong.of(1_234)));
    }

    @Test
    void facts_costNotKnownOrStillRunning_noCost() throws Exception {
        List<RecordedDecision> all = page("");

        assertThat(all.getFirst().usage()).isEqualTo(new RecordedDecision.Usage(24, 12, OptionalLong.empty()));
        assertThat(all.getLast().usage()).isEqualTo(new RecordedDecision.Usage(24, 0, OptionalLong.empty()));
    }

    @Test
    void facts_sinceAndUntil_onlyThose() throws Exception {
        String query =
                "?since=" + SampleDecisions.NOON.minusSeconds(4) + "&until=" + SampleDecisions.NOON.minusSeconds(2);

        assertThat(page(query)).extracting(RecordedDecision::id).containsExactly("dec_facts4", "dec_facts3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "limit=x", "since=yesterday", "until=7d", "after=dec_nobody"})
    void facts_badParameter_problemThatNamesIt(String query) throws Exception {
        MockHttpServletResponse answer = answer("?" + query);

        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
        assertThat(answer.getContentAsString()).contains("`" + query.split("=", 2)[0] + "`", "invalid_request");
    }

    private List<RecordedDecision> page(String query) throws Exception {
        MockHttpServletResponse answer = answer(query);
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getContentType()).isEqualTo("application/x-ndjson");
        List<RecordedDecision> page = new ArrayList<>();
        try (var reader = new RecordedDecisionReader(new ByteArrayInputStream(answer.getContentAsByteArray()))) {
            for (Optional<RecordedLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                assertThat(line.get()).isInstanceOf(RecordedLine.Decision.class);
                page.add(((RecordedLine.Decision) line.get()).decision());
            }
        }
        return page;
    }

    private MockHttpServletResponse answer(String query) throws Exception {
        return http.perform(get(PATH + query)).andReturn().getResponse();
    }

    private static OutcomeEntry outcome(String id, long cost) {
        return new OutcomeEntry(
                id,
                SampleDecisions.NOON,
                "gpt-5-mini",
                OutcomeEntry.Result.COMPLETED,
                "stop",
                24,
                12,
                cost,
                0,
                Duration.ZERO,
                Duration.ZERO);
    }
}
