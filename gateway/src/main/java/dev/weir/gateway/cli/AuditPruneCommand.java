package dev.weir.gateway.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Has the running gateway remove entries whose time is over. */
@Command(
        name = "prune",
        description = "Remove entries whose time is over, as weir.audit.retention says. Happens daily by itself.",
        mixinStandardHelpOptions = true)
final class AuditPruneCommand implements Callable<Integer> {

    private static final List<String> HEADER = List.of("KIND", "BEFORE", "ENTRIES");

    private final Surroundings surroundings;

    @Option(names = "--dry-run", description = "Only say what would be removed.")
    private boolean dryRun;

    @Mixin
    private PolicyFormat format = new PolicyFormat();

    @Mixin
    private FolderOptions folders = new FolderOptions();

    AuditPruneCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        AdminApi gateway = AdminApi.ofRunning(folders.resolve(surroundings));
        JsonNode run = AdminApi.json(() -> gateway.post("audit/retention/runs?dryRun=" + dryRun, ""));
        format.print(lines(run), run, surroundings);
        return ExitCode.OK;
    }

    private List<String> lines(JsonNode run) {
        List<List<String>> rows = new ArrayList<>();
        run.path("kinds")
                .properties()
                .forEach(kind -> rows.add(List.of(
                        kind.getKey(),
                        kind.getValue().path("before").asString(),
                        kind.getValue().path("count").asString())));
        List<String> lines = new ArrayList<>(rows.isEmpty() ? List.of() : OutputFormat.table(HEADER, rows));
        lines.add(run.path("removed").asString() + " entries " + (dryRun ? "would be removed" : "removed"));
        run.path("holds")
                .properties()
                .forEach(hold -> lines.add(
                        "hold " + hold.getKey() + " keeps " + hold.getValue().asString() + " that would go otherwise"));
        String waiting = run.path("waiting").asString("");
        if (!waiting.isEmpty()) {
            lines.add("the rest has to wait: " + waiting);
        }
        return lines;
    }
}
