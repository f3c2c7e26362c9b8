package dev.weir.gateway.admin;

import dev.weir.gateway.audit.DecisionLog;
import dev.weir.gateway.audit.DecisionSearch;
import dev.weir.gateway.audit.RecordedDecision;
import dev.weir.gateway.policy.Policies;
import dev.weir.gateway.policy.PolicyVersions;
import dev.weir.policy.replay.RecordedDecisionJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What recorded facts are good for: explaining one decision, and replaying many. */
@RestController
@RequestMapping("/api/admin/v1/decisions")
class RecordsController {

    private static final int PAGE = 200;
    private static final String LAST_MOMENT = "9999-01-01T00:00:00Z";

    private final DecisionLog log;
    private final DecisionSearch search;
    private final DecisionExplainer explainer;

    RecordsController(DecisionLog log, DecisionSearch search, Policies policies, PolicyVersions versions) {
        this.log = log;
        this.search = search;
        this.explainer = new DecisionExplainer(policies, versions);
    }

    /** Why a decision came about, rule by rule, and what would have changed it; built anew from what is on record. */
    @GetMapping("/{id}/explanation")
    ExplanationView explanation(@PathVariable String id) {
        RecordedDecision recorded = log.find(id).orElseThrow(() -> AdminProblem.notFound("decision"));
        return ExplanationView.of(id, explainer.explain(recorded.entry()));
    }

    /**
     * Decisions with their facts, in the order of the log, one a line: what {@code weir policy replay} reads. Those without recorded
     * facts are left out. A log that fails on the way ends the file with a line that is no decision.
     */
    @GetMapping("/export")
    void export(
            @RequestParam(defaultValue = "1970-01-01T00:00:00Z") String since,
            @RequestParam(defaultValue = LAST_MOMENT) String until,
            HttpServletResponse response)
            throws IOException {
        Instant from = Parameters.instant("since", since);
        Instant to = Parameters.instant("until", until);
        // The first page comes before the status line, so that a log that can't be read is an error of its own.
        List<RecordedDecision> page = search.withFacts(from, to, Optional.empty(), PAGE);
        response.setContentType("application/x-ndjson");
        response.setHeader("Content-Disposition", "attachment; filename=\"weir-decisions.jsonl\"");
        OutputStream out = response.getOutputStream();
        while (!page.isEmpty()) {
            for (RecordedDecision recorded : page) {
                out.write(line(recorded).getBytes(StandardCharsets.UTF_8));
            }
            page = search.withFacts(from, to, Optional.of(page.getLast()), PAGE);
        }
    }

    private static String line(RecordedDecision recorded) {
        return ReplayRecord.of(recorded).map(RecordedDecisionJson::write).orElseThrow() + "\n";
    }
}
