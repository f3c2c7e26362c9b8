package dev.weir.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Shows captured content, with a key that may see it. */
@Command(
        name = "reveal",
        description = {
            "Show what was captured of a decision's content. That somebody looks, and who, goes on record first.",
            "Needs a key that may: one declared with `may: [reveal]` in weir.keys."
        },
        mixinStandardHelpOptions = true)
final class AuditRevealCommand implements Callable<Integer> {

    private static final String VARIABLE = "WEIR_API_KEY";

    private final Surroundings surroundings;

    @Option(names = "--decision", required = true, paramLabel = "ID", description = "Id of the decision.")
    private String decision = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why you need to see it.")
    private String reason = "";

    @Option(
            names = "--api-key-file",
            paramLabel = "FILE",
            description = "File with the key. Default: what the variable " + VARIABLE + " holds.")
    private @Nullable String keyFile;

    @Mixin
    private PolicyFormat format = new PolicyFormat();

    @Mixin
    private FolderOptions folders = new FolderOptions();

    AuditRevealCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        AdminApi gateway = AdminApi.ofRunning(folders.resolve(surroundings)).with(key());
        String path = "decisions/" + QueryString.encoded(decision) + "/reveal";
        JsonNode body = JsonNodeFactory.instance.objectNode().put("reason", reason);
        JsonNode answer = AdminApi.json(() -> gateway.post(path, body));
        format.print(lines(answer), answer, surroundings);
        return ExitCode.OK;
    }

    private static List<String> lines(JsonNode answer) {
        List<String> lines = new ArrayList<>();
        for (JsonNode part : answer.path("parts")) {
            lines.add(part.path("part").asString() + ", captured "
                    + part.path("mode").asString() + " at "
                    + part.path("capturedAt").asString() + ": "
                    + part.path("standing").asString().replace('_', ' '));
            if (part.path("content").isObject()) {
                part.path("content").toPrettyString().lines().forEach(lines::add);
            }
        }
        return lines;
    }

    private String key() {
        Optional<String> given =
                keyFile == null ? surroundings.variable(VARIABLE) : Optional.of(read(surroundings.path(keyFile)));
        return given.map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> CommandFailure.usage(
                        "the bootstrap key may not see content, and no other is given",
                        "give one that may with --api-key-file or " + VARIABLE));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw CommandFailure.failed("cannot read " + file + ": " + Failures.reason(e), "check its path", e);
        }
    }
}
