package dev.weir.gateway.admin;

import dev.weir.gateway.audit.DecisionFilter;
import dev.weir.gateway.audit.DecisionLog;
import dev.weir.gateway.audit.DecisionSearch;
import dev.weir.gateway.audit.RecordedDecision;
import dev.weir.gateway.audit.ShadowLog;
import dev.weir.gateway.capture.ContentReveal;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads the decision log for the console. One request is one bounded query. */
@RestController
@RequestMapping("/api/admin/v1/decisions")
class DecisionsController {

    private static final int MAX_LIMIT = 200;

    private final DecisionLog log;
    private final DecisionSearch search;
    private final ShadowLog shadow;
    private final ContentReveal content;
    private final InstantSource clock;

    DecisionsController(
            DecisionLog log, DecisionSearch search, ShadowLog shadow, ContentReveal content, InstantSource clock) {
        this.log = log;
        this.search = search;
        this.shadow = shadow;
        this.content = content;
        this.clock = clock;
    }

    /** A page of decisions, newest first. {@code cursor} comes from the page before. */
    @GetMapping
    DecisionPage list(
            @RequestParam Optional<String> cursor,
            @RequestParam(defaultValue = "50") String limit,
            DecisionFilterParameters filter) {
        Optional<Long> before = cursor.map(text -> Parameters.number("cursor", text, Long.MAX_VALUE));
        int size = Parameters.integer("limit", limit, MAX_LIMIT);

        // One more than asked for tells whether a next page exists.
        List<RecordedDecision> found = search.page(filter.toFilter(), before, Math.min(size + 1, MAX_LIMIT));
        List<RecordedDecision> shown = found.subList(0, Math.min(size, found.size()));
        boolean more = found.size() > size || found.size() == MAX_LIMIT;
        Optional<String> next = more ? Optional.of(Long.toString(shown.getLast().sequence())) : Optional.empty();
        return new DecisionPage(shown.stream().map(DecisionSummary::of).toList(), next, clock.instant());
    }

    /** Everything on record about one decision. */
    @GetMapping("/{id}")
    DecisionDetail detail(@PathVariable String id) {
        return log.find(id)
                .map(recorded -> DecisionDetail.of(recorded, shadow.find(id), content.parts(id)))
                .orElseThrow(() -> AdminProblem.notFound("decision"));
    }

    /** The list's filters as query parameters; a blank one counts as absent. */
    record DecisionFilterParameters(Optional<String> route, Optional<String> team, Optional<String> model) {
        DecisionFilter toFilter() {
            return new DecisionFilter(present(route), present(team), present(model));
        }

        private static Optional<String> present(Optional<String> value) {
            return value.filter(text -> !text.isBlank());
        }
    }
}
