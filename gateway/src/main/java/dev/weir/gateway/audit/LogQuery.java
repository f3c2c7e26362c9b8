package dev.weir.gateway.audit;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The question that a filter asks of the index. One of its indexes serves each single part of a filter. */
final class LogQuery {

    private final StringBuilder from;
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private final String time;

    /** An entity or a rule is looked up in the terms' table, which has the time too: it leads, and the entries follow. */
    LogQuery(LogFilter filter) {
        Optional<String> leading = filter.rule().isPresent() ? filter.rule() : filter.entity();
        if (leading.isPresent()) {
            from = new StringBuilder("log_entry_term t join log_entry e on e.sequence_number = t.sequence_number");
            time = "t.logged_at";
            conditions.add("t.term_kind = ?");
            values.add(filter.rule().isPresent() ? "rule" : "entity");
            equal("t.term", leading);
        } else {
            from = new StringBuilder("log_entry e");
            time = "e.logged_at";
        }
        if (filter.rule().isPresent() && filter.entity().isPresent()) {
            conditions.add("exists (select 1 from log_entry_term o where o.term_kind = 'entity' and o.term = ?"
                    + " and o.sequence_number = e.sequence_number)");
            values.add(filter.entity().get());
        }
        compare(">=", filter.since());
        compare("<", filter.until());
        equal("e.kind", filter.kind());
        equal("e.decision_id", filter.decision());
        equal("e.team", filter.team());
        equal("e.key_id", filter.key());
        equal("e.route", filter.route());
        equal("e.model", filter.model());
    }

    private void equal(String column, Optional<String> value) {
        value.ifPresent(text -> {
            conditions.add(column + " = ?");
            values.add(text);
        });
    }

    private void compare(String operator, Optional<Instant> moment) {
        moment.ifPresent(at -> {
            conditions.add(time + " " + operator + " ?");
            values.add(at.atOffset(ZoneOffset.UTC));
        });
    }

    /** Only what stands behind an entry where the newest come first. */
    LogQuery before(OffsetDateTime loggedAt, long sequence) {
        conditions.add("(" + time + " < ? or (" + time + " = ? and e.sequence_number < ?))");
        values.addAll(List.of(loggedAt, loggedAt, sequence));
        return this;
    }

    /** Sequence numbers, newest first. */
    String newestFirst(int limit) {
        return select() + " order by " + time + " desc, " + (from.indexOf("log_entry_term") == 0 ? "t" : "e")
                + ".sequence_number desc limit " + limit;
    }

    /** Sequence numbers in the order of the log. */
    String inOrder() {
        return select() + " order by e.sequence_number";
    }

    private String select() {
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        return "select e.sequence_number from " + from + where;
    }

    Object[] values() {
        return values.toArray();
    }
}
