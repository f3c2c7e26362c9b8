package dev.weir.gateway.audit;

import dev.weir.auditlog.journal.LogEntry;
import dev.weir.auditlog.json.JsonReader;
import dev.weir.auditlog.records.HoldScope;
import dev.weir.gateway.audit.EntryBodies.Read;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Tells which entries the holds in force keep. All entries of a decision are kept or not together, by what any of them says:
 * an outcome doesn't name its team. Not thread-safe.
 */
final class HeldEntries {

    private static final String TOGETHER =
            "select decision_id, logged_at, team, key_id from log_entry where decision_id in (:ids)";

    private final SortedMap<Long, HoldScope> holds;
    private final NamedParameterJdbcTemplate database;

    HeldEntries(SortedMap<Long, HoldScope> holds, JdbcOperations database) {
        this.holds = holds;
        this.database = new NamedParameterJdbcTemplate(database);
    }

    /** What an entry says of itself. */
    private record Claim(long sequence, Instant at, String decision, String team, String key) {

        static Claim of(LogEntry entry) {
            Read whole = Read.of(JsonReader.read(entry.text()));
            Read body = whole.object("body");
            return new Claim(
                    entry.sequence(),
                    Instant.parse(whole.text("at")),
                    body.textOrEmpty("decision"),
                    body.textOrEmpty("team"),
                    body.textOrEmpty("key"));
        }

        Subject alone() {
            return new Subject("", Set.of(at), Set.of(team), Set.of(key));
        }
    }

    /** What a hold looks at: one entry, or all of a decision. */
    private record Subject(String decision, Set<Instant> at, Set<String> teams, Set<String> keys) {

        static Subject ofDecision(String id) {
            return new Subject(id, new HashSet<>(), new HashSet<>(), new HashSet<>());
        }

        boolean fits(HoldScope scope) {
            return at.stream()
                            .anyMatch(moment -> scope.since().stream().noneMatch(moment::isBefore)
                                    && scope.until().stream().allMatch(moment::isBefore))
                    && scope.team().stream().allMatch(teams::contains)
                    && scope.key().stream().allMatch(keys::contains)
                    && scope.decision().stream().allMatch(decision::equals);
        }
    }

    /** By entry, the holds that keep it; entries that none keeps are left out. */
    Map<Long, List<Long>> among(List<LogEntry> entries) {
        if (holds.isEmpty()) {
            return Map.of();
        }
        List<Claim> claims = entries.stream().map(Claim::of).toList();
        Map<String, Subject> decisions = together(
                claims.stream().map(Claim::decision).filter(id -> !id.isEmpty()).collect(Collectors.toSet()));
        Map<Long, List<Long>> kept = new TreeMap<>();
        for (Claim claim : claims) {
            Optional<Subject> subject = claim.decision().isEmpty()
                    ? Optional.of(claim.alone())
                    : Optional.ofNullable(decisions.get(claim.decision()));
            // where nothing is known of a decision, any hold may be meant for it
            List<Long> fitting = subject.map(this::fitting).orElseGet(() -> List.copyOf(holds.keySet()));
            if (!fitting.isEmpty()) {
                kept.put(claim.sequence(), fitting);
            }
        }
        return kept;
    }

    private List<Long> fitting(Subject subject) {
        return holds.entrySet().stream()
                .filter(hold -> subject.fits(hold.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<String, Subject> together(Set<String> ids) {
        Map<String, Subject> subjects = new HashMap<>();
        if (ids.isEmpty()) {
            return subjects;
        }
        RowCallbackHandler each = row -> {
            Subject subject = subjects.computeIfAbsent(row.getString(1), Subject::ofDecision);
            subject.at().add(row.getObject(2, OffsetDateTime.class).toInstant());
            subject.teams().add(row.getString(3));
            subject.keys().add(row.getString(4));
        };
        database.query(TOGETHER, new MapSqlParameterSource("ids", ids), each);
        return subjects;
    }
}
