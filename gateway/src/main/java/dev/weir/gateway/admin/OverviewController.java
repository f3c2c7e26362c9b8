package dev.weir.gateway.admin;

import dev.weir.gateway.audit.DecisionSearch;
import dev.weir.gateway.inference.CloudProvider;
import dev.weir.gateway.inference.LocalBackend;
import dev.weir.policy.PolicyEngine;
import dev.weir.router.selection.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The console's figures at a glance. */
@RestController
class OverviewController {

    private final DecisionSearch search;
    private final ObjectProvider<PolicyEngine> policy;
    private final ObjectProvider<LocalBackend> local;
    private final ObjectProvider<CloudProvider> clouds;
    private final InstantSource clock;

    OverviewController(
            DecisionSearch search,
            ObjectProvider<PolicyEngine> policy,
            ObjectProvider<LocalBackend> local,
            ObjectProvider<CloudProvider> clouds,
            @Qualifier("adminClock") InstantSource clock) {
        this.search = search;
        this.policy = policy;
        this.local = local;
        this.clouds = clouds;
        this.clock = clock;
    }

    @GetMapping("/api/admin/v1/overview")
    Overview overview() {
        Instant now = clock.instant();
        return new Overview(
                now,
                Overview.Window.of(search.totalsSince(now.minus(Duration.ofHours(1)))),
                Overview.Window.of(search.totalsSince(now.minus(Duration.ofDays(1)))),
                Optional.ofNullable(policy.getIfAvailable()).map(engine -> DecisionSummary.Policy.of(engine.version())),
                models());
    }

    private List<Overview.Model> models() {
        Stream<Target> locals = local.orderedStream().map(LocalBackend::target);
        Stream<Target> remotes = clouds.orderedStream().map(CloudProvider::target);
        return Stream.concat(locals, remotes).map(Overview.Model::of).toList();
    }
}
