package dev.weir.gateway.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which entries of the decision log. */
final class AuditFilterOptions {

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "From when on: 30m, 12h, 7d ago, or like 2026-01-01T12:00:00Z.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Until when, likewise.")
    private @Nullable String until;

    @Option(
            names = "--kind",
            description = "decision, outcome, policy, admin, login, export, start, retention, hold, rotation.")
    private @Nullable String kind;

    @Option(names = "--decision", paramLabel = "ID", description = "A decision and its outcome.")
    private @Nullable String decision;

    @Option(names = "--team", description = "Decisions of a team.")
    private @Nullable String team;

    @Option(names = "--key", paramLabel = "ID", description = "Entries of an API key.")
    private @Nullable String key;

    @Option(names = "--route", description = "local, cloud or blocked.")
    private @Nullable String route;

    @Option(names = "--model", description = "Decisions for a model, and outcomes by it.")
    private @Nullable String model;

    @Option(names = "--rule", paramLabel = "ID", description = "Decisions by a rule.")
    private @Nullable String rule;

    @Option(names = "--entity", description = "Decisions about requests with such a finding: EMAIL, IBAN.")
    private @Nullable String entity;

    /** The query of a request, each part behind an {@code &}. */
    String query(Instant now) {
        Map<String, @Nullable String> asked = new LinkedHashMap<>();
        asked.put("kind", kind);
        asked.put("since", since == null ? null : Times.read(since, now).toString());
        asked.put("until", until == null ? null : Times.read(until, now).toString());
        asked.put("decision", decision);
        asked.put("team", team);
        asked.put("key", key);
        asked.put("route", route);
        asked.put("model", model);
        asked.put("rule", rule);
        asked.put("entity", entity);
        String written = QueryString.of(asked);
        return written.isEmpty() ? "" : "&" + written;
    }
}
