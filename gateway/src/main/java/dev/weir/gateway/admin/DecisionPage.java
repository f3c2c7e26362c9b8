package dev.weir.gateway.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A page of decisions, newest first, as JSON.
 *
 * @param nextCursor what to ask for next; empty at the oldest decision
 * @param asOf when the page was read
 */
record DecisionPage(List<DecisionSummary> items, Optional<String> nextCursor, Instant asOf) {
    DecisionPage {
        items = List.copyOf(items);
    }
}
