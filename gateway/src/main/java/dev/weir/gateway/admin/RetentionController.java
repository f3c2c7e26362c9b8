package dev.weir.gateway.admin;

import dev.weir.auditlog.records.RetentionRecord.Removed;
import dev.weir.gateway.audit.Retention;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How long the decision log keeps what, and what is removed when. */
@RestController
@RequestMapping("/api/admin/v1/audit/retention")
class RetentionController {

    private final Retention retention;

    RetentionController(Retention retention) {
        this.retention = retention;
    }

    /**
     * How it stands.
     *
     * @param keptDays by kind of entry; kinds that aren't named are kept for ever
     * @param lastRun since the gateway started
     */
    record Standing(Map<String, Long> keptDays, Optional<Run> lastRun) {}

    /**
     * A run, or what one would do.
     *
     * @param removed how many entries
     * @param kinds by kind, how many and before when
     * @param holds by id of a hold, how many entries it kept
     * @param waiting what the run has to wait for; empty where it came to its end
     */
    record Run(Instant at, long removed, Map<String, Removed> kinds, Map<Long, Long> holds, Optional<String> waiting) {

        static Run of(Retention.Report report) {
            return new Run(
                    report.at(),
                    report.removed(),
                    new TreeMap<>(report.kinds()),
                    new TreeMap<>(report.holds()),
                    report.waiting());
        }
    }

    @GetMapping
    Standing standing() {
        Map<String, Long> days = new TreeMap<>();
        retention.kept().forEach((kind, time) -> days.put(kind, time.toDays()));
        return new Standing(days, retention.last().map(Run::of));
    }

    /** Removes what is due, or says what that would be. */
    @PostMapping("/runs")
    Run run(@RequestParam(defaultValue = "false") boolean dryRun) {
        return Run.of(dryRun ? retention.plan() : retention.run());
    }
}
