package dev.weir.gateway.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Legal holds on entries of the running gateway's decision log. */
@Command(
        name = "hold",
        description = "Place, list and release legal holds: what they keep isn't removed, whatever its age.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class AuditHoldCommand implements Runnable {

    private static final List<String> HEADER = List.of("ID", "PLACED", "BY", "KEEPS", "REASON");

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    AuditHoldCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(surroundings.out());
        }
    }

    /** Which entries a hold keeps: those that fit all that is given; all entries where nothing is. */
    static final class Scope {

        @Option(
                names = "--since",
                paramLabel = "TIME",
                description = "From when on: 30m, 12h, 7d ago, or like 2026-01-01T12:00:00Z.")
        private @Nullable String since;

        @Option(names = "--until", paramLabel = "TIME", description = "Until when, likewise.")
        private @Nullable String until;

        @Option(names = "--team", description = "Decisions of a team, with their outcomes.")
        private @Nullable String team;

        @Option(names = "--key", paramLabel = "ID", description = "Entries of an API key.")
        private @Nullable String key;

        @Option(names = "--decision", paramLabel = "ID", description = "A decision and its outcome.")
        private @Nullable String decision;

        private String query(Instant now) {
            Map<String, @Nullable String> parts = new LinkedHashMap<>();
            parts.put("since", since == null ? null : Times.read(since, now).toString());
            parts.put("until", until == null ? null : Times.read(until, now).toString());
            parts.put("team", team);
            parts.put("key", key);
            parts.put("decision", decision);
            return QueryString.of(parts);
        }
    }

    @Command(
            name = "add",
            description = "Place a hold. Without any option but the reason it keeps everything.",
            mixinStandardHelpOptions = true)
    int add(
            @Option(
                            names = "--reason",
                            paramLabel = "TEXT",
                            required = true,
                            description = "Why. The log has its length and fingerprint, the database its text.")
                    String reason,
            @Mixin Scope scope,
            @Mixin FolderOptions folders) {
        AdminApi gateway = AdminApi.ofRunning(folders.resolve(surroundings));
        String path = "audit/holds?" + scope.query(Instant.now());
        JsonNode placed = AdminApi.json(() -> gateway.post(path, reason));
        surroundings.out().println("hold " + placed.path("id").asString() + " is in force");
        return ExitCode.OK;
    }

    @Command(name = "list", aliases = "ls", description = "List the holds in force.", mixinStandardHelpOptions = true)
    int list(@Mixin PolicyFormat format, @Mixin FolderOptions folders) {
        AdminApi gateway = AdminApi.ofRunning(folders.resolve(surroundings));
        JsonNode holds = AdminApi.json(() -> gateway.get("audit/holds")).path("items");
        List<List<String>> rows = new ArrayList<>();
        holds.forEach(hold -> rows.add(List.of(
                hold.path("id").asString(),
                hold.path("at").asString(),
                hold.path("key").asString(),
                keeps(hold.path("scope")),
                hold.path("reason").asString())));
        format.print(
                rows.isEmpty() ? List.of("no hold is in force") : OutputFormat.table(HEADER, rows),
                holds,
                surroundings);
        return ExitCode.OK;
    }

    private static String keeps(JsonNode scope) {
        return scope.isEmpty()
                ? "everything"
                : scope.properties().stream()
                        .map(part -> part.getKey() + "=" + part.getValue().asString())
                        .collect(Collectors.joining(" "));
    }

    @Command(name = "release", description = "Release a hold.", mixinStandardHelpOptions = true)
    int release(
            @Parameters(paramLabel = "ID", description = "As `weir audit hold list` shows it.") long id,
            @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why.") String reason,
            @Mixin FolderOptions folders) {
        AdminApi gateway = AdminApi.ofRunning(folders.resolve(surroundings));
        String path = "audit/holds/" + id + "/release?" + QueryString.of(Map.of("reason", reason));
        AdminApi.json(() -> gateway.post(path, ""));
        surroundings.out().println("hold " + id + " is released");
        return ExitCode.OK;
    }
}
