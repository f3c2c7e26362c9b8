package dev.weir.gateway.admin;

import dev.weir.gateway.audit.DecisionSearch.RouteTotal;
import dev.weir.router.selection.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The state at a glance, as JSON.
 *
 * @param hour the last 60 minutes
 * @param day the last 24 hours
 * @param policy the version that decides now; empty where none is loaded
 * @param models every model that could answer
 */
record Overview(Instant asOf, Window hour, Window day, Optional<DecisionSummary.Policy> policy, List<Model> models) {
    Overview {
        models = List.copyOf(models);
    }

    /**
     * Decisions by route.
     *
     * @param pseudonyms spans replaced before they left
     */
    record Window(long local, long cloud, long blocked, long pseudonyms) {
        static Window of(List<RouteTotal> totals) {
            return new Window(
                    decisions(totals, "local"),
                    decisions(totals, "cloud"),
                    decisions(totals, "blocked"),
                    totals.stream().mapToLong(RouteTotal::pseudonyms).sum());
        }

        private static long decisions(List<RouteTotal> totals, String route) {
            return totals.stream()
                    .filter(total -> total.route().equals(route))
                    .mapToLong(RouteTotal::decisions)
                    .sum();
        }
    }

    /** One model: {@code lane} is {@code local} or {@code cloud}. */
    record Model(String id, String lane, int contextWindow, boolean available) {
        static Model of(Target target) {
            return new Model(
                    target.id(), DecisionSummary.lowerCase(target.lane()), target.contextWindow(), target.available());
        }
    }
}
