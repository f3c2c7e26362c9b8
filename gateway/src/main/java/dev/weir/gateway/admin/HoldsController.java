package dev.weir.gateway.admin;

import dev.weir.auditlog.records.HoldScope;
import dev.weir.gateway.audit.LegalHolds;
import dev.weir.gateway.security.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Legal holds on entries of the decision log. */
@RestController
@RequestMapping("/api/admin/v1/audit/holds")
class HoldsController {

    private final LegalHolds holds;

    HoldsController(LegalHolds holds) {
        this.holds = holds;
    }

    /** Holds in force, oldest first. */
    record Page(List<View> items) {
        Page {
            items = List.copyOf(items);
        }
    }

    /**
     * A hold in force.
     *
     * @param id number of the entry that placed it
     * @param key who placed it
     * @param scope which entries it keeps, by name; without any part, all
     */
    record View(long id, Instant at, String key, Map<String, String> scope, String reason) {
        static View of(LegalHolds.Hold hold) {
            return new View(hold.id(), hold.at(), hold.keyId(), hold.scope().parts(), hold.reason());
        }
    }

    /** A hold that was placed. */
    record Placed(long id) {}

    @GetMapping
    Page holds() {
        return new Page(holds.list().stream().map(View::of).toList());
    }

    /** Places a hold; the body is the reason, a text. */
    @PostMapping(consumes = MediaType.TEXT_PLAIN_VALUE)
    Placed place(@AuthenticationPrincipal Caller caller, @RequestBody String reason, ScopeParameters scope) {
        if (reason.isBlank()) {
            throw AdminProblem.invalid("reason", "is missing: the body says why, as text");
        }
        return new Placed(holds.place(caller.keyId(), scope.toScope(), Parameters.reason(reason.strip())));
    }

    /** Releases a hold. */
    @PostMapping("/{id}/release")
    Page release(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String reason) {
        long hold = Parameters.number("id", id, Long.MAX_VALUE);
        if (!holds.release(caller.keyId(), hold, Parameters.reason(reason.strip()))) {
            throw AdminProblem.conflict("hold_not_in_force", "There is no such hold in force.");
        }
        return holds();
    }

    /** The scope as query parameters; a blank one counts as absent. */
    record ScopeParameters(
            Optional<String> since,
            Optional<String> until,
            Optional<String> team,
            Optional<String> key,
            Optional<String> decision) {

        private static final int LONGEST = 128;

        HoldScope toScope() {
            Optional<Instant> from = present("since", since).map(text -> Parameters.instant("since", text));
            Optional<Instant> to = present("until", until).map(text -> Parameters.instant("until", text));
            if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
                throw AdminProblem.invalid("until", "is later than `since`");
            }
            return new HoldScope(from, to, present("team", team), present("key", key), present("decision", decision));
        }

        private static Optional<String> present(String name, Optional<String> value) {
            value.filter(text -> text.length() > LONGEST).ifPresent(_ -> {
                throw AdminProblem.invalid(name, "has at most " + LONGEST + " characters");
            });
            return value.map(String::strip).filter(text -> !text.isEmpty());
        }
    }
}
