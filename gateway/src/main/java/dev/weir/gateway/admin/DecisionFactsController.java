package dev.weir.gateway.admin;

import dev.weir.gateway.audit.DecisionLog;
import dev.weir.gateway.audit.DecisionSearch;
import dev.weir.gateway.audit.RecordedDecision;
import dev.weir.policy.replay.RecordedDecisionJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Gives past decisions with the facts that they were made from, one a line and the oldest first, so that a draft of a
 * policy can be tried on them. One request is one bounded query. Holds no content.
 */
@RestController
class DecisionFactsController {

    private static final int MAX_LIMIT = 200;

    private final DecisionLog log;
    private final DecisionSearch search;
    private final InstantSource clock;

    DecisionFactsController(DecisionLog log, DecisionSearch search, InstantSource clock) {
        this.log = log;
        this.search = search;
        this.clock = clock;
    }

    /** A page of decisions. {@code after} is the id of the last one of the page before; past the last page is nothing. */
    @GetMapping(path = "/api/admin/v1/decisions/facts", produces = "application/x-ndjson")
    byte[] facts(
            @RequestParam Optional<String> since,
            @RequestParam Optional<String> until,
            @RequestParam Optional<String> after,
            @RequestParam(defaultValue = "200") String limit) {
        Instant from = since.map(text -> Parameters.instant("since", text)).orElse(Instant.EPOCH);
        Instant to = until.map(text -> Parameters.instant("until", text)).orElseGet(clock::instant);
        Optional<RecordedDecision> last =
                after.map(id -> log.find(id).orElseThrow(() -> AdminProblem.invalid("after", "is a decision's id")));
        List<RecordedDecision> page = search.withFacts(from, to, last, Parameters.integer("limit", limit, MAX_LIMIT));
        return page.stream()
                .flatMap(decision -> ReplayableDecision.of(decision).stream())
                .map(decision -> RecordedDecisionJson.write(decision) + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }
}
