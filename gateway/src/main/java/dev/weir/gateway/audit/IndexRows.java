package dev.weir.gateway.audit;

import dev.weir.auditlog.journal.LogEntry;
import dev.weir.auditlog.json.CanonicalJson;
import dev.weir.auditlog.json.Json;
import dev.weir.auditlog.json.JsonReader;
import dev.weir.gateway.audit.EntryBodies.Read;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Turns entries into rows of the index. Runs within somebody else's transaction. */
final class IndexRows {

    private static final String INSERT_ENTRY = """
            insert into log_entry (sequence_number, logged_at, kind, decision_id, team, key_id, route, model)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String INSERT_TERM =
            "insert into log_entry_term (term_kind, term, logged_at, sequence_number) values (?, ?, ?, ?)";
    private static final String INSERT_DECISION = """
            insert into decision (decision_id, request_id, decided_at, key_id, team, endpoint, requested_model, stream,
                route, model, reason, effect, preference, sensitivity, policy_name, policy_number, policy_sha256,
                json_format, deciding_rules_json, trace_json, difficulty, difficulty_drivers_json, findings_json,
                inspection_complete, pseudonyms, prompt_tokens, facts_json, target_effects_json, capture)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String INSERT_OUTCOME = """
            insert into outcome (decision_id, ended_at, served_by, result, code, prompt_tokens, completion_tokens,
                cost_micro_usd, saved_micro_usd, first_token_ms, total_ms, answer_looked, answer_done,
                answer_findings_json) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final int MAX_TERM = 256;

    private final JdbcOperations database;
    private final NamedParameterJdbcTemplate named;

    IndexRows(JdbcOperations database) {
        this.database = database;
        this.named = new NamedParameterJdbcTemplate(database);
    }

    /** An entry, taken apart. */
    private record Parsed(long sequence, Instant at, String kind, Read body) {

        static Parsed of(LogEntry entry) {
            Read whole = Read.of(JsonReader.read(entry.text()));
            return new Parsed(
                    entry.sequence(), Instant.parse(whole.text("at")), whole.text("kind"), whole.object("body"));
        }

        OffsetDateTime when() {
            return at.atOffset(ZoneOffset.UTC);
        }

        boolean isDecision() {
            return kind.equals(EntryBodies.DECISION);
        }

        boolean isOutcome() {
            return kind.equals(EntryBodies.OUTCOME);
        }

        String decision() {
            return body.textOrEmpty("decision");
        }

        String cut(String name, int length) {
            String text = body.textOrEmpty(name);
            return text.length() <= length ? text : text.substring(0, length);
        }
    }

    /** One thing that an entry can be found by. */
    private record Term(String kind, String term, Parsed entry) {}

    /** Adds rows for entries, in their order. */
    void insert(List<LogEntry> entries) {
        List<Parsed> parsed = entries.stream().map(Parsed::of).toList();
        insertEntries(parsed);
        insertTerms(parsed);
        insertDecisions(parsed.stream().filter(Parsed::isDecision).toList());
        insertOutcomes(parsed.stream().filter(Parsed::isOutcome).toList());
    }

    private void insertEntries(List<Parsed> entries) {
        database.batchUpdate(INSERT_ENTRY, entries, entries.size(), (row, entry) -> {
            row.setLong(1, entry.sequence());
            row.setObject(2, entry.when());
            row.setString(3, entry.kind());
            row.setString(4, entry.cut("decision", 64));
            row.setString(5, entry.cut("team", 128));
            row.setString(6, entry.cut("key", 64));
            row.setString(7, entry.cut("route", 16));
            row.setString(8, entry.isOutcome() ? entry.cut("servedBy", 256) : entry.cut("model", 256));
        });
    }

    private void insertTerms(List<Parsed> entries) {
        List<Term> terms = entries.stream()
                .filter(Parsed::isDecision)
                .flatMap(entry -> Stream.concat(
                        entry.body().texts("rules").stream().map(rule -> new Term("rule", rule, entry)),
                        entry.body().names("findings").stream().map(name -> new Term("entity", name, entry))))
                .filter(term -> term.term().length() <= MAX_TERM)
                .distinct()
                .toList();
        if (terms.isEmpty()) {
            return;
        }
        database.batchUpdate(INSERT_TERM, terms, terms.size(), (row, term) -> {
            row.setString(1, term.kind());
            row.setString(2, term.term());
            row.setObject(3, term.entry().when());
            row.setLong(4, term.entry().sequence());
        });
    }

    /** The first decision of an id stays: another one with the same id is in the record, but not in this table. */
    private void insertDecisions(List<Parsed> entries) {
        Set<String> known = known("decision", entries);
        List<Parsed> fresh =
                entries.stream().filter(entry -> known.add(entry.decision())).toList();
        if (!fresh.isEmpty()) {
            database.batchUpdate(INSERT_DECISION, fresh, fresh.size(), IndexRows::decision);
        }
    }

    private static void decision(PreparedStatement row, Parsed entry) throws SQLException {
        Read body = entry.body();
        Read policy = body.object("policy");
        int at = 0;
        for (String name : List.of("decision", "request")) {
            row.setString(++at, body.text(name));
        }
        row.setObject(++at, entry.when());
        for (String name : List.of("key", "team", "endpoint", "requestedModel")) {
            row.setString(++at, body.text(name));
        }
        row.setBoolean(++at, body.truth("stream"));
        for (String name : List.of("route", "model", "reason", "effect", "preference", "sensitivity")) {
            row.setString(++at, body.text(name));
        }
        row.setString(++at, policy.text("name"));
        row.setInt(++at, policy.integer("number"));
        row.setString(++at, policy.text("sha256"));
        row.setInt(++at, body.integer("v"));
        row.setString(++at, CanonicalJson.text(body.value("rules")));
        row.setString(++at, CanonicalJson.text(body.value("trace")));
        row.setDouble(++at, body.decimal("difficulty"));
        row.setString(++at, CanonicalJson.text(body.value("drivers")));
        row.setString(++at, CanonicalJson.text(body.value("findings")));
        row.setBoolean(++at, body.truth("inspectionComplete"));
        row.setInt(++at, body.integer("pseudonyms"));
        row.setInt(++at, body.integer("promptTokens"));
        Json facts = body.members().get("facts");
        row.setString(++at, facts == null ? null : CanonicalJson.text(facts));
        row.setString(++at, CanonicalJson.text(body.value("targetEffects")));
        row.setString(++at, body.members().containsKey("capture") ? capture(body.object("capture")) : "NONE");
    }

    private static String capture(Read capture) {
        return capture.text("mode").toUpperCase(Locale.ROOT);
    }

    /** Outcomes of decisions that this table has, and that have none yet. */
    private void insertOutcomes(List<Parsed> entries) {
        Set<String> decided = known("decision", entries);
        Set<String> ended = known("outcome", entries);
        List<Parsed> fresh = entries.stream()
                .filter(entry -> decided.contains(entry.decision()) && ended.add(entry.decision()))
                .toList();
        if (!fresh.isEmpty()) {
            database.batchUpdate(INSERT_OUTCOME, fresh, fresh.size(), IndexRows::outcome);
        }
    }

    private static void outcome(PreparedStatement row, Parsed entry) throws SQLException {
        Read body = entry.body();
        row.setString(1, body.text("decision"));
        row.setObject(2, entry.when());
        row.setString(3, body.text("servedBy"));
        row.setString(4, body.text("result"));
        row.setString(5, body.text("code"));
        row.setInt(6, body.integer("promptTokens"));
        row.setInt(7, body.integer("completionTokens"));
        row.setLong(8, body.number("costMicroUsd"));
        row.setLong(9, body.number("savedMicroUsd"));
        row.setLong(10, body.number("firstTokenMs"));
        row.setLong(11, body.number("totalMs"));
        row.setString(12, body.text("answerLooked"));
        row.setString(13, body.text("answerDone"));
        row.setString(14, CanonicalJson.text(body.value("answerFindings")));
    }

    /** Which of the entries' decisions have a row in a table. */
    private Set<String> known(String table, List<Parsed> entries) {
        List<String> ids = new ArrayList<>(
                entries.stream().map(Parsed::decision).distinct().toList());
        if (ids.isEmpty()) {
            return new HashSet<>();
        }
        return new HashSet<>(named.queryForList(
                "select decision_id from " + table + " where decision_id in (:ids)",
                new MapSqlParameterSource("ids", ids),
                String.class));
    }
}
