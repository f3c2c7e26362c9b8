package dev.weir.gateway.admin;

import dev.weir.gateway.audit.DecisionSearch;
import dev.weir.gateway.inference.TargetDirectory;
import dev.weir.gateway.policy.CurrentPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The console's figures at a glance. */
@RestController
class OverviewController {

    private final DecisionSearch search;
    private final CurrentPolicy policy;
    private final TargetDirectory models;
    private final InstantSource clock;

    OverviewController(DecisionSearch search, CurrentPolicy policy, TargetDirectory models, InstantSource clock) {
        this.search = search;
        this.policy = policy;
        this.models = models;
        this.clock = clock;
    }

    @GetMapping("/api/admin/v1/overview")
    Overview overview() {
        Instant now = clock.instant();
        return new Overview(
                now,
                Overview.Window.of(search.totalsSince(now.minus(Duration.ofHours(1)))),
                Overview.Window.of(search.totalsSince(now.minus(Duration.ofDays(1)))),
                Optional.of(DecisionSummary.Policy.of(policy.version())),
                models.targets().stream().map(Overview.Model::of).toList());
    }
}
