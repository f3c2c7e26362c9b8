package dev.weir.gateway.cli;

import dev.weir.localmodels.catalog.ModelManifest;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says whether the gateway runs, where, and how it is. */
@Command(
        name = "status",
        description = "Show whether the gateway runs, where, and how it is.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Surroundings surroundings;

    @Mixin
    private final FolderOptions folderOptions = new FolderOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json.")
    private OutputFormat format = OutputFormat.TABLE;

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Folders folders = folderOptions.resolve(surroundings);
        Optional<RunFile.Running> running = new RunFile(folders.data()).running();
        Optional<URI> address = running.flatMap(RunFile.Running::address);
        Readiness readiness = address.map(uri -> Readiness.ask(uri, PATIENCE)).orElse(Readiness.NO_ANSWER);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("state", state(running, address, readiness));
        running.flatMap(RunFile.Running::pid).ifPresent(pid -> facts.put("pid", pid.toString()));
        address.ifPresent(uri -> {
            facts.put("url", uri + "/v1");
            facts.put("console", uri + "/console");
        });
        ModelPulls pulls = new ModelPulls(surroundings, folders);
        ModelManifest model = pulls.catalog().defaultModel();
        facts.put("model", model.id() + " (" + ModelRow.state(pulls.store().state(model)) + ")");
        facts.put("data", folders.data().toString());
        print(facts);
        return readiness == Readiness.READY ? ExitCode.OK : ExitCode.UNREACHABLE;
    }

    private static String state(Optional<RunFile.Running> running, Optional<URI> address, Readiness readiness) {
        if (running.isEmpty()) {
            return "not running";
        }
        return address.isEmpty() ? "starting" : readiness.words();
    }

    private void print(Map<String, String> facts) {
        if (format == OutputFormat.JSON) {
            surroundings.out().println(OutputFormat.json(facts));
            return;
        }
        facts.forEach((name, value) -> surroundings.out().printf("%-8s %s%n", name, value));
    }
}
