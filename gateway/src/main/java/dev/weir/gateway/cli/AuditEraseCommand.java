package dev.weir.gateway.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Destroys a person's captured content. */
@Command(
        name = "erase",
        description = {
            "Destroy what was captured of a person's content, and the key it is encrypted under. There is no way back.",
            "The log stays whole: it never held any of it."
        },
        mixinStandardHelpOptions = true)
final class AuditEraseCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(
            names = "--subject",
            required = true,
            paramLabel = "ID",
            description = "As requests named the person (metadata.subject, safety_identifier or user), or a key's id.")
    private String subject = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why: the person's request, say.")
    private String reason = "";

    @Mixin
    private PolicyFormat format = new PolicyFormat();

    @Mixin
    private FolderOptions folders = new FolderOptions();

    AuditEraseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        JsonNode body =
                JsonNodeFactory.instance.objectNode().put("subject", subject).put("reason", reason);
        AdminApi gateway = AdminApi.ofRunning(folders.resolve(surroundings));
        JsonNode erased = AdminApi.json(() -> gateway.post("audit/erasures", body));
        String line = "erased: " + erased.path("contents").asString() + " contents, "
                + erased.path("keys").asString() + " keys; on record under subject "
                + erased.path("subject").asString();
        format.print(List.of(line), erased, surroundings);
        return ExitCode.OK;
    }
}
